package io.counterfoil.inventory;

import io.counterfoil.codes.CodeChain;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The serial items, for the features that move them: each move is one conditional update with its
 * event, in the transaction of the caller.
 */
public final class Items {
    private final EventLog events;
    private final Books books;
    private final StandingHolds holds;

    /**
     * Items whose moves are written to {@code events}, and what money follows them to {@code books}.
     */
    public Items(EventLog events, Books books) {
        this.events = events;
        this.books = books;
        this.holds = new StandingHolds(events);
    }

    /**
     * Makes the items of a block, in state {@code minted}, with a code each. The run's {@code
     * minted} event, for all blocks together, is the caller's.
     *
     * @param digests one per serial number of the block, in order
     */
    public void mint(Tx tx, UUID run, UUID product, SerialRange block, List<CodeDigest> digests) {
        if (digests.size() != block.size()) {
            throw new IllegalArgumentException(
                    block.size() + " items need as many codes, not " + digests.size());
        }
        new MintRepository(tx).insert(run, product, block, digests);
    }

    /**
     * Gives items of a run that are not counted in yet new codes; nobody can redeem the old ones
     * any more. Appends a {@code reprinted} event to the run, which binds the new codes; the digests
     * of the old ones stay, to prove what was minted.
     *
     * @param digests one per serial number of the range, in order
     * @throws IllegalStateException if an item is no longer minted
     */
    public void replaceCodes(
            Tx tx,
            UUID run,
            SerialRange range,
            List<CodeDigest> digests,
            int revision,
            String reason) {
        if (new MintRepository(tx).replaceCodes(range, digests, revision) != range.size()) {
            throw new IllegalStateException("an item to be printed again is counted or void");
        }
        events.appendRange(
                tx,
                Subject.run(run),
                ItemEvents.REPRINTED,
                range.first().value(),
                range.last().value(),
                Map.of(
                        ItemEvents.REVISION,
                        revision,
                        ItemEvents.REASON,
                        reason,
                        ItemEvents.DIGEST,
                        HexFormat.of().formatHex(CodeChain.of(digests))));
    }

    /**
     * Puts every item of a run into one bucket: spoiled, missing or (all others) printed, and
     * appends the run's {@code counted_in} event.
     *
     * @throws IllegalArgumentException if a serial is not of the range or in both buckets
     * @throws IllegalStateException if an item is no longer minted
     */
    public void countIn(
            Tx tx,
            UUID run,
            SerialRange range,
            SerialSet spoiled,
            SerialSet missing) {
        if (spoiled.intersects(missing)
                || !spoiled.isWithin(range)
                || !missing.isWithin(range)) {
            throw new IllegalArgumentException("each serial of the run is in one bucket only");
        }
        ItemRepository items = new ItemRepository(tx);
        items.lockRun(range.run());
        int counted =
                items.move(ItemStep.SPOIL, spoiled)
                        + items.move(ItemStep.MISS, missing)
                        + items.move(ItemStep.PRINT, range);
        if (counted != range.size()) {
            throw new IllegalStateException(
                    "%d of %d items were still to be counted".formatted(counted, range.size()));
        }
        events.appendRange(
                tx,
                Subject.run(run),
                ItemEvents.COUNTED_IN,
                range.first().value(),
                range.last().value(),
                Map.of(
                        ItemEvents.SPOILED,
                        ItemEvents.facts(spoiled),
                        ItemEvents.MISSING,
                        ItemEvents.facts(missing)));
    }

    /**
     * How many items of each product may still be redeemed one day, of all providers that may be
     * seen.
     */
    public Map<UUID, Long> redeemable(Tx tx) {
        return new ItemRepository(tx).unfinished();
    }

    /** Whether something of a range is in a closed carton in stock. */
    public boolean isPacked(Tx tx, SerialRange range) {
        return !new CartonRepository(tx).inStock(range).isEmpty();
    }

    /** Whether a run was counted in with exactly these buckets. */
    public boolean wasCountedIn(Tx tx, UUID run, SerialSet spoiled, SerialSet missing) {
        return events.of(tx, Subject.run(run)).stream()
                .filter(event -> event.type().equals(ItemEvents.COUNTED_IN))
                .map(ItemEvent::of)
                .anyMatch(
                        event ->
                                event.spoiled().equals(spoiled)
                                        && event.missing().equals(missing));
    }

    /**
     * Voids what is minted of a run that was cancelled, and appends its {@code cancelled} event.
     */
    public void cancel(Tx tx, UUID run, SerialRange range) {
        ItemRepository items = new ItemRepository(tx);
        items.lockRun(range.run());
        items.cancel(range);
        events.appendRange(
                tx,
                Subject.run(run),
                ItemEvents.CANCELLED,
                range.first().value(),
                range.last().value(),
                Map.of());
    }

    /** How many items of these ranges, which go upwards, are neither counted in nor void yet. */
    public int countMinted(Tx tx, List<SerialRange> ranges) {
        return new MintRepository(tx).countMinted(ranges);
    }

    /** How many items of a run are in which state; states without items are left out. */
    public Map<ItemState, Integer> countsOfRun(Tx tx, UUID run) {
        return new ItemRepository(tx).countsOfRun(run);
    }

    /**
     * How many items of the provider are in which state, as far as the caller may see them; states
     * without items are left out.
     */
    public Map<ItemState, Integer> counts(Tx tx) {
        return new ItemRepository(tx).counts();
    }

    /** Whether the provider has more items than that; it takes no longer than to count so many. */
    public boolean areMoreThan(Tx tx, int few) {
        return new ItemRepository(tx).countUpTo(few + 1) > few;
    }

    /** The item with this serial number, as far as the caller may see it. */
    public Optional<Item> find(Tx tx, SerialNumber serial) {
        return new ItemRepository(tx).find(serial);
    }

    /** When an item was last sent to a shop; empty if it never was. */
    public Optional<Instant> sentAt(Tx tx, SerialNumber serial) {
        return new ItemRepository(tx).sentAt(serial);
    }

    /** The digest of an item's code as it is printed now, as far as the caller may see the item. */
    public Optional<CodeDigest> codeOf(Tx tx, SerialNumber serial) {
        return new ItemRepository(tx).codeOf(serial);
    }

    /** The item whose code has this digest; in the system scope, whoever's it is. */
    public Optional<Item> findByCode(Tx tx, CodeDigest digest) {
        return new ItemRepository(tx).findByCode(digest);
    }

    /** The item as it stays until the transaction ends, unless this one changes it. */
    public Optional<Item> lock(Tx tx, SerialNumber serial) {
        ItemRepository items = new ItemRepository(tx);
        return items.lock(serial) ? items.find(serial) : Optional.empty();
    }

    /**
     * A till that is about to sell; no hold on its outlet begins or ends until the transaction does.
     * It comes before credit is asked for.
     */
    public Seller seller(Tx tx, Terminal terminal) {
        HoldRepository holds = new HoldRepository(tx);
        holds.lockOutletShared(terminal.outlet());
        return new Seller(terminal, holds);
    }

    /**
     * Sells an item out of the stock of a till's retailer, if it is received and not on hold. One that
     * another outlet has is in that of the till from then on: somebody took it there.
     *
     * @param item as it was found
     * @param facts for the event, without anything personal
     * @return false if the seller may not take it, it is elsewhere by now, in another state, on
     *     hold, or somebody was faster
     */
    public boolean activate(Tx tx, Item item, Seller seller, Map<String, String> facts) {
        if (!seller.mayTake(item)) {
            return false;
        }
        UUID before = Objects.requireNonNull(item.outlet());
        UUID outlet = seller.terminal().outlet();
        Map<String, String> all = new TreeMap<>(facts);
        all.put(ItemEvents.OUTLET, outlet.toString());
        if (!before.equals(outlet)) {
            all.put(ItemEvents.FROM_OUTLET, before.toString());
        }
        return noted(
                tx,
                ItemStep.ACTIVATE,
                new ItemRepository(tx).activate(item.serial(), before, seller),
                ItemEvents.ACTIVATED,
                all);
    }

    /**
     * Undoes the sale of an item, if it is activated; a hold stays, and one that is about it,
     * say that of its carton, takes hold of it.
     *
     * @param facts for the event, without anything personal
     * @return false if it is in another state, or somebody was faster
     */
    public boolean reverse(Tx tx, SerialNumber serial, Map<String, ?> facts) {
        ItemRepository items = new ItemRepository(tx);
        boolean inHeld = holds.lockOf(tx, items.places(serial), serial);
        boolean reversed =
                noted(tx, ItemStep.REVERSE, items.reverse(serial), ItemEvents.REVERSED, facts);
        if (reversed && inHeld) {
            holds.catchUp(tx, SerialRange.between(serial, serial));
        }
        return reversed;
    }

    /**
     * Takes an item back from its customer, if it is activated; a hold stays. It is in the shop
     * then, cannot be sold or redeemed, and waits to be sent back.
     *
     * @param facts for the event, without anything personal
     * @return false if it is in another state, or somebody was faster
     */
    public boolean takeBack(Tx tx, SerialNumber serial, Map<String, ?> facts) {
        return noted(
                tx,
                ItemStep.TAKE_BACK,
                new ItemRepository(tx).takeBack(serial),
                ItemEvents.TAKEN_BACK,
                facts);
    }

    /**
     * The same where its customer brings it to this outlet, which has it from then on, whichever of
     * its retailer's sold it; what holds that outlet holds it, too.
     */
    public boolean takeBack(
            Tx tx, SerialNumber serial, UUID outlet, Map<String, String> facts) {
        ItemRepository items = new ItemRepository(tx);
        List<UUID> places = new ArrayList<>(items.places(serial));
        places.add(outlet);
        holds.lockFor(tx, places.stream().distinct().sorted().toList(), serial, outlet);
        UUID before = items.find(serial).map(Item::outlet).orElse(outlet);
        if (before.equals(outlet)) {
            return takeBack(tx, serial, facts);
        }
        Map<String, String> all = new TreeMap<>(facts);
        all.put(ItemEvents.OUTLET, outlet.toString());
        all.put(ItemEvents.FROM_OUTLET, before.toString());
        boolean taken =
                noted(
                        tx,
                        ItemStep.TAKE_BACK,
                        items.takeBack(serial, before, outlet),
                        ItemEvents.TAKEN_BACK,
                        all);
        if (taken) {
            holds.catchUp(tx, SerialRange.between(serial, serial));
        }
        return taken;
    }

    /**
     * Spends an item's code, if it is activated and not on hold.
     *
     * @param facts for the event, without anything personal
     * @return false if it is in another state, on hold, or somebody was faster
     */
    public boolean redeem(Tx tx, SerialNumber serial, Map<String, ?> facts) {
        return noted(
                tx,
                ItemStep.REDEEM,
                new ItemRepository(tx).redeem(serial),
                ItemEvents.REDEEMED,
                facts);
    }

    private boolean noted(
            Tx tx, ItemStep step, Optional<Item> moved, String event, Map<String, ?> facts) {
        if (moved.isEmpty()) {
            return false;
        }
        Item item = moved.get();
        long serial = item.serial().value();
        long position = events.append(tx, Subject.item(serial), event, facts);
        books.enter(
                tx,
                new Move(
                        step,
                        List.of(serial),
                        item.product(),
                        item.retailer(),
                        item.outlet(),
                        position));
        return true;
    }

    /**
     * What happened to an item, in order. Of the events on ranges that it is in, those are left out
     * that passed it by: a shipment says nothing about a card that was spoiled before.
     */
    public List<ItemMoment> history(Tx tx, SerialNumber serial) {
        long firstOfRun = SerialNumber.of(serial.run(), 1).value();
        List<ItemMoment> history = new ArrayList<>();
        ItemFold.Standing standing = ItemFold.MINTED;
        for (Event event : events.ofItem(tx, firstOfRun, serial.value())) {
            ItemEvent folded = ItemEvent.of(event);
            ItemFold.Standing after = ItemFold.after(standing, serial.value(), folded);
            boolean passedBy =
                    !folded.onItem()
                            && (ItemEvents.OF_CARTONS.contains(folded.type())
                                    ? standing.state() != ItemState.PRINTED
                                    : ItemEvents.OF_RANGES.contains(folded.type())
                                            && after.equals(standing));
            if (!passedBy) {
                history.add(new ItemMoment(event, after.state()));
            }
            standing = after;
        }
        return history;
    }

    /** The number of the carton into which an item was put by a packing. */
    public Optional<String> packedInto(Tx tx, UUID packing, SerialNumber serial) {
        return new CartonRepository(tx).packedInto(packing, serial);
    }

    /** How many items didn't arrive with their shipments and weren't found since. */
    public int countMissing(Tx tx) {
        return new ItemRepository(tx).countMissing();
    }
}

package io.counterfoil.activation;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.Seller;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sells items at tills. A till's request id, within its terminal, is the key of a sale: the line
 * may break at any moment, and the till asks again.
 */
public final class Activations {
    /** Less than the second after which PostgreSQL ends one of those who wait in a circle. */
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Transactions transactions;
    private final Retailers retailers;
    private final Items items;
    private final Selling selling;
    private final KeyedDigest fingerprints;

    /**
     * Sales of {@code items} by {@code selling}; what tills asked is fingerprinted under {@code
     * serverKey}.
     */
    public Activations(
            Transactions transactions,
            Retailers retailers,
            Items items,
            Selling selling,
            ServerKey serverKey) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.items = items;
        this.selling = selling;
        this.fingerprints = serverKey.digest(ServerKey.Purpose.FINGERPRINT);
    }

    /**
     * Sells an item. The same request again gets the same answer, also a declined one; a sale that
     * was undone meanwhile, or before it arrived, is declined. Only what is entered later is decided
     * again after it was declined: once if the till itself was told so, and as long as its case is
     * open if that was entered later, too; what was too late, only with the same time.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if a field is wrong, or the request id came with another sale before
     */
    public Outcome activate(Caller caller, NewActivation asked, @Nullable UUID ownTerminal) {
        return activate(caller, Sale.of(asked, ownTerminal));
    }

    /**
     * Enters a sale that the shop made while its till could not ask; otherwise as {@link #activate}.
     * What was paid and can't be sold any more becomes a case.
     *
     * @param receipt what it shares with others in the history of their items
     * @param soldAt when it was sold
     */
    public Outcome enter(Caller caller, NewActivation asked, String receipt, Instant soldAt) {
        return activate(caller, Sale.of(asked, null).in(receipt).at(soldAt));
    }

    Outcome activate(Caller caller, Sale sale) {
        return transactions.write(
                caller, tx -> activate(tx, lock(tx, sale.terminal()), sale));
    }

    /**
     * The same for sales in one transaction: all of them are decided, or none is. It gives up when it
     * has to wait for others, so that these never wait for it in a circle.
     *
     * @throws RuntimeException if one of them fails, or others are at work: each is to be tried alone
     */
    List<Outcome> activateTogether(Caller caller, List<Sale> sales) {
        return transactions.write(
                caller,
                tx -> {
                    new TillRepository(tx).waitAtMost(WAIT);
                    // All tills first, in one order, as those do who sell at one of them.
                    Map<UUID, Seller> sellers = new HashMap<>();
                    sales.stream()
                            .map(Sale::terminal)
                            .distinct()
                            .sorted()
                            .forEach(id -> sellers.put(id, lock(tx, id)));
                    return sales.stream()
                            .map(
                                    sale ->
                                            activate(
                                                    tx,
                                                    Objects.requireNonNull(
                                                            sellers.get(sale.terminal())),
                                                    sale))
                            .toList();
                });
    }

    private Outcome activate(Tx tx, Seller seller, Sale sale) {
        Terminal terminal = seller.terminal();
        byte[] fingerprint = fingerprints.of(sale.canonical());
        Optional<TillRequest> before =
                new TillRepository(tx).find(terminal.id(), sale.requestId());
        if (before.isEmpty() || before.get().fingerprint() == null) {
            return decided(tx, seller, sale, before, fingerprint);
        }
        if (!isOfTillAndShop(before.get(), sale)) {
            requireSame(before.get(), fingerprint);
        }
        return isUnsettled(tx, terminal, sale, before.get())
                ? decided(tx, seller, sale, Optional.empty(), fingerprint)
                : repeated(sale, before.get());
    }

    /**
     * Looks whether the caller may sell at a terminal at all, before anything is sold.
     *
     * @throws Refused if there is no such terminal in its scope
     */
    void requireTerminal(Caller caller, UUID terminal) {
        transactions.write(caller, tx -> lock(tx, terminal));
    }

    /** The latest sales and reversals of the caller's shop, newest first. */
    public List<TillEntry> latest(Caller caller, int limit) {
        return transactions.read(
                caller,
                tx ->
                        new TillRepository(tx)
                                .latest(caller.retailer(), limit).stream()
                                        .map(entry -> entry.withUndoable(undoable(tx, entry)))
                                        .toList());
    }

    /** The lines of a receipt, in the order in which they came. */
    List<TillEntry> ofBasket(Tx tx, UUID terminal, String basket) {
        return new TillRepository(tx)
                .ofBasket(terminal, basket).stream()
                        .map(entry -> entry.withUndoable(undoable(tx, entry)))
                        .toList();
    }

    private boolean undoable(Tx tx, TillEntry entry) {
        return entry.serial() != null
                && entry.stands()
                && tx.now().isBefore(entry.at().plus(Reversals.WINDOW))
                && items.find(tx, SerialNumber.of(entry.serial()))
                        .filter(item -> item.state() == ItemState.ACTIVATED)
                        .isPresent();
    }

    /**
     * Whether a till asked for one of two and its shop entered the other, as nobody heard an answer:
     * what else the till sent, such as the price symbol, need not be in what is entered. Of what nobody
     * knew there was no number kept once; nothing was sold by that.
     */
    private static boolean isOfTillAndShop(TillRequest before, Sale sale) {
        boolean entered = before.soldAt() != null;
        boolean entering = sale.soldAt().isPresent();
        return before.asked() == null
                ? !entered && entering
                : entered != entering && sale.serial().equals(before.asked());
    }

    /**
     * Whether a sale that is entered later and was declined may go through now: the customer has
     * paid, and nobody has said yet what came of that.
     */
    private boolean isUnsettled(Tx tx, Terminal terminal, Sale sale, TillRequest before) {
        Instant soldBefore = before.soldAt();
        return before.state() == TillRequest.State.DECLINED
                && before.reversedAt() == null
                && sale.soldAt().isPresent()
                && (soldBefore == null || selling.isUnsettled(tx, terminal, sale, soldBefore));
    }

    private static void requireSame(TillRequest before, byte[] fingerprint) {
        if (!MessageDigest.isEqual(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    ProblemType.KEY_REUSED,
                    "This request id came with another sale before. Send a new one with a new"
                            + " sale.");
        }
    }

    private static Outcome repeated(Sale sale, TillRequest before) {
        return switch (before.state()) {
            case ACTIVATED ->
                    new Outcome.Activated(
                            sale.requestId(),
                            sale.serial().toString(),
                            Objects.requireNonNull(before.activatedAt()),
                            true);
            case DECLINED -> new Outcome.Declined(Objects.requireNonNull(before.reason()));
            case RETURNED ->
                    new Outcome.Declined(
                            Text.of(
                                    "The customer brought this item back. It can't be sold again here."));
            case REVERSED ->
                    new Outcome.Declined(
                            Text.of(
                                    "This sale was undone. Scan the item again to sell it after all."));
        };
    }

    private Outcome decided(
            Tx tx,
            Seller seller,
            Sale sale,
            Optional<TillRequest> reversal,
            byte[] fingerprint) {
        Optional<Item> item = items.find(tx, sale.serial());
        Optional<Text> declined =
                reversal.isPresent()
                        ? Optional.of(
                                Text.of(
                                        "This sale was undone before it arrived. Scan the item"
                                                + " again to sell it after all."))
                        : selling.sell(tx, seller, sale, item);
        new TillRepository(tx)
                .keep(
                        seller.terminal(),
                        sale,
                        new TillRequest(
                                item.map(Item::serial).orElse(null),
                                sale.serial(),
                                fingerprint,
                                declined.isPresent()
                                        ? TillRequest.State.DECLINED
                                        : TillRequest.State.ACTIVATED,
                                declined.orElse(null),
                                declined.isPresent() ? null : tx.now(),
                                sale.soldAt().orElse(null),
                                reversal.map(TillRequest::reversedAt).orElse(null),
                                null),
                        item.filter(sold -> declined.isEmpty())
                                .map(sold -> selling.price(tx, sold))
                                .orElse(null));
        return declined.<Outcome>map(Outcome.Declined::new)
                .orElseGet(
                        () ->
                                new Outcome.Activated(
                                        sale.requestId(),
                                        sale.serial().toString(),
                                        tx.now(),
                                        false));
    }

    private Seller lock(Tx tx, UUID terminal) {
        return items.seller(
                tx,
                retailers.lockTerminal(tx, terminal).orElseThrow(Activations::noSuchTerminal));
    }

    static Refused noSuchTerminal() {
        return Refused.field(
                "terminal", "There is no such terminal. Copy the id from the answer that made it.");
    }
}

package io.counterfoil.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes ranges of items worthless, for good: whatever is not redeemed, or what turned out spoiled in
 * the provider's own stock. From a limit on a second person must agree; what the same person ended
 * without that in the last 24 hours counts, also with API keys of theirs.
 */
public final class Voiding {
    private static final int LONGEST_REASON = 200;

    /** For how long what somebody ends counts with what they end next. */
    private static final Duration LATELY = Duration.ofHours(24);

    private static final String ITEMS = "items";
    private static final String APPROVED = "approved";

    private final Transactions transactions;
    private final Journal journal;
    private final Providers providers;
    private final Approvals approvals;
    private final Audit audit;
    private final Ids ids;

    /** Voiding through {@code transactions}, agreed to through {@code approvals}. */
    public Voiding(
            Transactions transactions,
            Journal journal,
            Providers providers,
            Approvals approvals,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.providers = providers;
        this.approvals = approvals;
        this.audit = audit;
        this.ids = ids;
        for (Kind kind : Kind.values()) {
            approvals.define(kind.action, (tx, request) -> carryOut(tx, kind, read(request), true));
        }
    }

    /** How items end, by what approvals and the audit log call it. */
    private enum Kind {
        VOID("serials.void"),
        SPOIL("serials.spoil");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    /** A request that was checked, as an approval keeps it. */
    private record Order(String from, String to, String reason) {
        SerialRange range() {
            return SerialRange.between(SerialNumber.of(from), SerialNumber.of(to));
        }
    }

    /** The stored form of an outcome: exactly one of the two ids is there. */
    private record Answer(
            @Nullable UUID voiding, @Nullable UUID approval, int voided, int skipped) {}

    /**
     * Voids whatever of a range can still be voided, or asks a second person to agree.
     *
     * @throws Refused if a field is wrong, a serial does not exist or isn't counted in yet, or
     *     nothing of the range can be voided
     */
    public VoidOutcome request(Caller caller, VoidRequest wanted) {
        return request(caller, Kind.VOID, wanted);
    }

    /**
     * Spoils what is in the provider's own stock of a range and in no closed carton, or asks a second
     * person to agree. Unlike what is voided, it does not stand in the way of a shipment.
     *
     * @throws Refused if a field is wrong, a serial does not exist, isn't counted in yet or is in a
     *     closed carton, or nothing of the range is in stock
     */
    public VoidOutcome spoil(Caller caller, VoidRequest wanted) {
        return request(caller, Kind.SPOIL, wanted);
    }

    private VoidOutcome request(Caller caller, Kind kind, VoidRequest wanted) {
        Fields fields = new Fields();
        Optional<SerialRange> range = Serials.range(fields, "", wanted.from(), wanted.to());
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        fields.done();
        Order order =
                new Order(
                        range.orElseThrow().first().toString(),
                        range.orElseThrow().last().toString(),
                        reason);
        Answer answer = transactions.once(caller, Answer.class, tx -> request(tx, kind, order));
        return answer.approval() == null
                ? new VoidOutcome.Voided(
                        Objects.requireNonNull(answer.voiding()), answer.voided(), answer.skipped())
                : new VoidOutcome.Waiting(answer.approval());
    }

    private Answer request(Tx tx, Kind kind, Order order) {
        SerialRange range = order.range();
        lockPerson(tx);
        if (range.size() + alone(tx) >= providers.of(tx).voidLimit()) {
            // So that the same request at the same time finds this one waiting.
            lock(tx, range);
            Optional<UUID> approval =
                    approvals.request(tx, kind.action, summary(kind, order), order);
            if (approval.isPresent()) {
                return new Answer(null, approval.get(), 0, 0);
            }
        }
        return carryOut(tx, kind, order, false);
    }

    /** What somebody asks for at the same time goes one after the other, so that all of it counts. */
    private static void lockPerson(Tx tx) {
        Actor actor = tx.caller().actor();
        String who = "voiding by " + (actor.person() == null ? actor.name() : actor.person());
        UUID name = UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8));
        tx.lock(
                ByteBuffer.allocate(Long.BYTES).putLong(name.getMostSignificantBits()).array());
    }

    /** How many items the same person ended lately to which nobody else agreed. */
    private long alone(Tx tx) {
        return audit.total(
                tx,
                Arrays.stream(Kind.values()).map(kind -> kind.action).toList(),
                Map.of(APPROVED, false),
                ITEMS,
                tx.now().minus(LATELY));
    }

    /** Locks the shipments of the range, which it returns, and after them its run, as all do. */
    private static List<UUID> lock(Tx tx, SerialRange range) {
        List<UUID> touched = new ShipmentRepository(tx).lockThoseOf(List.of(range));
        new ItemRepository(tx).lockRun(range.run());
        return touched;
    }

    private static Text summary(Kind kind, Order order) {
        Map<String, Object> facts =
                Map.of(
                        "items",
                        Text.counted(order.range().size(), "item"),
                        "first",
                        order.from(),
                        "last",
                        order.to(),
                        "reason",
                        order.reason());
        return switch (kind) {
            case VOID -> new Text("Void {items}, {first} to {last}: {reason}", facts);
            case SPOIL ->
                    new Text("Take out {items} as spoiled, {first} to {last}: {reason}", facts);
        };
    }

    private Answer carryOut(Tx tx, Kind kind, Order order, boolean approved) {
        UUID id = ids.next();
        int items =
                switch (kind) {
                    case VOID -> voidAll(tx, id, order);
                    case SPOIL -> spoil(tx, id, order);
                };
        audit.record(
                tx,
                kind.action,
                "voiding:" + id,
                Map.of(
                        "from",
                        order.from(),
                        "to",
                        order.to(),
                        ITEMS,
                        items,
                        ItemEvents.REASON,
                        order.reason(),
                        APPROVED,
                        approved));
        return new Answer(id, null, items, order.range().size() - items);
    }

    private int voidAll(Tx tx, UUID id, Order order) {
        SerialRange range = order.range();
        List<UUID> touched = lock(tx, range);
        ItemMoveRepository items = new ItemMoveRepository(tx);
        ItemMoveRepository.Voided moved = items.voidCounted(range);
        int voided = moved.items();
        Map<String, Integer> counts = items.counts(range);
        CountedRange.require(range, counts);
        if (voided == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    none(counts.getOrDefault(ItemState.RETURNED.label(), 0)));
        }
        long position = append(tx, id, ItemEvents.VOIDED, order);
        journal.enterUnsold(tx, ItemStep.VOID, moved.unsold(), position);
        journal.enter(tx, ItemStep.VOID, moved.others(), position);
        new ShipmentRepository(tx).recount(touched);
        return voided;
    }

    /**
     * Why nothing was voided. What is on its way back is left to whoever counts it, for its return must
     * add up, and has a code that nobody can redeem; what is destroyed by the count is voided.
     *
     * @param returning how many of the items are that
     */
    private static Text none(int returning) {
        return returning == 0
                ? Text.of(
                        "None of these items can be voided: all were redeemed, spoiled, expired or voided before.")
                : Text.of(
                        "None of these items can be voided now: {returning, plural, one {one is} other {# are}} on the way back from a shop, and what else there is was redeemed, spoiled, expired or voided before. Count the return: what you destroy is voided by that. If it never arrives, say so on its page, and void what is lost then.",
                        "returning",
                        returning);
    }

    private int spoil(Tx tx, UUID id, Order order) {
        SerialRange range = order.range();
        new ItemRepository(tx).lockRun(range.run());
        Cartons.requireUnpackedToSpoil(new CartonRepository(tx), range);
        ItemMoveRepository items = new ItemMoveRepository(tx);
        List<Moved> moved = items.spoil(range);
        CountedRange.require(range, items.counts(range));
        if (moved.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "None of these items is in your own stock, so none can be taken out of it as"
                            + " spoiled. What a shop has can be sent back, or made worthless.");
        }
        journal.enter(
                tx, ItemStep.SPOIL, moved, append(tx, id, ItemEvents.SPOILED, order));
        return Moved.items(moved);
    }

    private long append(Tx tx, UUID id, String event, Order order) {
        return journal.append(
                tx,
                Subject.voiding(id),
                event,
                order.range(),
                Map.of(ItemEvents.REASON, order.reason()));
    }

    private static Order read(JsonNode request) {
        return new Order(
                request.required("from").asText(),
                request.required("to").asText(),
                request.required("reason").asText());
    }
}

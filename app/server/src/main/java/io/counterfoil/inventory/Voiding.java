package io.counterfoil.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes ranges of items worthless, for good; above a limit a second person must agree. */
public final class Voiding {
    /** What approvals call it. */
    static final String ACTION = "serials.void";

    private static final int LONGEST_REASON = 200;

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
        approvals.define(ACTION, (tx, request) -> carryOut(tx, read(request)));
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
        Fields fields = new Fields();
        Optional<SerialRange> range = Serials.range(fields, "", wanted.from(), wanted.to());
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        fields.done();
        Order order =
                new Order(
                        range.orElseThrow().first().toString(),
                        range.orElseThrow().last().toString(),
                        reason);
        Answer answer = transactions.once(caller, Answer.class, tx -> request(tx, order));
        return answer.approval() == null
                ? new VoidOutcome.Voided(
                        Objects.requireNonNull(answer.voiding()), answer.voided(), answer.skipped())
                : new VoidOutcome.Waiting(answer.approval());
    }

    private Answer request(Tx tx, Order order) {
        SerialRange range = order.range();
        if (range.size() >= providers.of(tx).voidLimit()) {
            Text summary =
                    new Text(
                            "Void {items}, {first} to {last}: {reason}",
                            Map.of(
                                    "items",
                                    Text.counted(range.size(), "item"),
                                    "first",
                                    order.from(),
                                    "last",
                                    order.to(),
                                    "reason",
                                    order.reason()));
            Optional<UUID> approval = approvals.request(tx, ACTION, summary, order);
            if (approval.isPresent()) {
                return new Answer(null, approval.get(), 0, 0);
            }
        }
        return carryOut(tx, order);
    }

    private Answer carryOut(Tx tx, Order order) {
        SerialRange range = order.range();
        ShipmentRepository shipments = new ShipmentRepository(tx);
        List<UUID> touched = shipments.lockThoseOf(List.of(range));
        new ItemRepository(tx).lockRun(range.run());
        ItemMoveRepository items = new ItemMoveRepository(tx);
        ItemMoveRepository.Voided moved = items.voidCounted(range);
        int voided = moved.items();
        CountedRange.require(range, items.counts(range));
        if (voided == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "None of these items can be voided: all were redeemed, spoiled or voided"
                            + " before.");
        }
        UUID id = ids.next();
        long position =
                journal.append(
                        tx,
                        Subject.voiding(id),
                        ItemEvents.VOIDED,
                        range,
                        Map.of(ItemEvents.REASON, order.reason()));
        journal.enterUnsold(tx, ItemStep.VOID, moved.unsold(), position);
        journal.enter(tx, ItemStep.VOID, moved.others(), position);
        shipments.recount(touched);
        audit.record(
                tx,
                ACTION,
                "voiding:" + id,
                Map.of(
                        "from",
                        order.from(),
                        "to",
                        order.to(),
                        "items",
                        voided,
                        ItemEvents.REASON,
                        order.reason()));
        return new Answer(id, null, voided, range.size() - voided);
    }

    private static Order read(JsonNode request) {
        return new Order(
                request.required("from").asText(),
                request.required("to").asText(),
                request.required("reason").asText());
    }
}

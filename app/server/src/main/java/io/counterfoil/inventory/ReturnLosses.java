package io.counterfoil.inventory;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Returns that never arrived, or of which something didn't. What is lost so is a {@link Loss} like any
 * other: it is held, listed, and in its shop again once {@link Losses} hear that it was found.
 */
public final class ReturnLosses {
    private final Transactions transactions;
    private final Journal journal;
    private final Audit audit;
    private final Ids ids;

    /** Losses kept through {@code transactions}, written to {@code journal} and {@code audit}. */
    public ReturnLosses(Transactions transactions, Journal journal, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Loses what nobody counted of a return. It is not on its way back any more: what is found of it
     * later is in its shop, unsold even if it needs no till, and sent back from there if it is not to
     * stay.
     *
     * @param reason what is known about it, for the items' history
     * @return the return with its counts
     * @throws Refused if the reason is missing, there is no such return, or nothing of it is on its
     *     way
     */
    public StockReturn lose(Caller caller, UUID id, @Nullable String reason) {
        Fields fields = new Fields();
        String why = fields.text("reason", reason, Losses.LONGEST_REASON);
        fields.done();
        return transactions.once(caller, StockReturn.class, tx -> lose(tx, id, why));
    }

    private StockReturn lose(Tx tx, UUID id, String reason) {
        ReturnRepository returns = new ReturnRepository(tx);
        if (!returns.lock(id)) {
            throw Refused.notFound("return");
        }
        List<SerialRange> open = returns.openRuns(id);
        open.forEach(range -> new ItemRepository(tx).lockRun(range.run()));
        int lost = open.stream().mapToInt(range -> lose(tx, id, range, reason)).sum();
        if (lost == 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Nothing of this return is on its way any more: all of it is counted or lost.");
        }
        returns.lost(id, lost);
        return returns.find(id).orElseThrow();
    }

    /** Loses what is open of one run, which is locked; how many items that were. */
    private int lose(Tx tx, UUID id, SerialRange range, String reason) {
        List<Moved> moved = new ReturnRepository(tx).lose(range, id);
        int items = Moved.items(moved);
        if (items > 0) {
            Loss loss =
                    new Loss(ids.next(), LossKind.LOST, null, range, items, reason, tx.now());
            Losses.keep(tx, loss, moved);
            // On the return, so that its shop sees it, too.
            long position =
                    journal.append(
                            tx,
                            Subject.stockReturn(id),
                            ItemEvents.LOST,
                            range,
                            Map.of(
                                    ItemEvents.REASON,
                                    reason,
                                    ItemEvents.SERIALS,
                                    ItemEvents.facts(Moved.serials(moved))));
            journal.enter(tx, ItemStep.GO_ASTRAY, moved, position);
            Losses.record(audit, tx, loss);
        }
        return items;
    }
}

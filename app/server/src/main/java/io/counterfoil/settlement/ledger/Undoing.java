package io.counterfoil.settlement.ledger;

import io.counterfoil.inventory.Move;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Payable;
import io.counterfoil.settlement.rules.Posting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes back what accrued for items. What no statement has is withdrawn; for the rest the opposite
 * accrues, for the next statement. The accounts go back in either case.
 */
final class Undoing {
    private final Settled settled;

    Undoing(Settled settled) {
        this.settled = settled;
    }

    /** Takes back what stands of these kinds for the items of a move. */
    void undo(Tx tx, Move move, Set<AccrualKind> kinds) {
        undo(
                tx,
                new AccrualRepository(tx)
                        .standing(move.serials()).stream()
                                .filter(each -> kinds.contains(each.kind()))
                                .toList(),
                move.event());
    }

    /** Takes these back, whatever they are for. */
    void undo(Tx tx, List<Standing> accruals, long event) {
        TransferRepository transfers = new TransferRepository(tx);
        for (Batch batch : Batch.of(accruals, event)) {
            transfers.insert(
                    TransferKind.UNDO.label(),
                    batch.reversals(),
                    batch.line().postings(batch.cost()).stream()
                            .map(Posting::reversed)
                            .toList(),
                    batch.reason());
        }
        // In the order of their ids, so that two that undo for the same retailers don't block.
        Map<UUID, List<Standing>> byRetailer =
                accruals.stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.reason().retailer(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byRetailer.forEach((retailer, theirs) -> undo(tx, retailer, theirs, event));
    }

    private void undo(Tx tx, UUID retailer, List<Standing> accruals, long event) {
        AccrualRepository repository = new AccrualRepository(tx);
        Optional<Instant> end = settled.holdOpen(tx, retailer);
        List<Long> open =
                accruals.stream()
                        .filter(each -> Payable.isOpen(each.payable(), end))
                        .map(Standing::id)
                        .toList();
        if (!open.isEmpty() && repository.withdraw(open) != open.size()) {
            throw new IllegalStateException("an accrual was withdrawn by somebody else");
        }
        Map<AccrualKind, List<Long>> settledOnes =
                accruals.stream()
                        .filter(each -> !Payable.isOpen(each.payable(), end))
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.kind().takenBackBy(),
                                        Collectors.mapping(Standing::id, Collectors.toList())));
        Instant atOnce = Payable.from(tx.now(), end);
        settledOnes.forEach((kind, ids) -> repository.takeBack(ids, kind, event, atOnce));
    }
}

package io.counterfoil.settlement.ledger;

import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Accruals that stand and differ in nothing but their serial and event, so that the same transfers
 * are made for all of them.
 *
 * @param cost where what the shop gets is booked
 * @param reason what they are now touched for
 */
record Batch(
        AccrualKind kind,
        LedgerAccount cost,
        Reason reason,
        Line line,
        List<Standing> accruals) {

    private record Alike(AccrualKind kind, LedgerAccount cost, Reason reason, Line line) {}

    /**
     * These accruals, sorted into batches.
     *
     * @param event the position of the event for which they are touched
     */
    static List<Batch> of(List<Standing> accruals, long event) {
        Map<Alike, List<Standing>> alike =
                accruals.stream()
                        .collect(
                                Collectors.groupingBy(
                                        each ->
                                                new Alike(
                                                        each.kind(),
                                                        each.cost(),
                                                        each.reason().at(event),
                                                        each.line()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return alike.entrySet().stream()
                .map(
                        each ->
                                new Batch(
                                        each.getKey().kind(),
                                        each.getKey().cost(),
                                        each.getKey().reason(),
                                        each.getKey().line(),
                                        each.getValue()))
                .toList();
    }

    /** Its items, for transfers. */
    List<TransferRepository.Entry> entries() {
        return TransferRepository.Entry.of(accruals.stream().map(Standing::serial).toList());
    }

    /** The same for transfers that take back those of the accruals. */
    List<TransferRepository.Entry> reversals() {
        return accruals.stream()
                .map(each -> new TransferRepository.Entry(each.serial(), each.reason().event()))
                .toList();
    }
}

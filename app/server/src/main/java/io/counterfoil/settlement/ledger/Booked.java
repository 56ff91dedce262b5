package io.counterfoil.settlement.ledger;

import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Earning;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the books for one item.
 *
 * @param balances what the transfers for it come to, account by account; none that is zero
 */
record Booked(
        List<Entry> accruals, Optional<Deferred> deferred, Map<LedgerAccount, Long> balances) {

    Booked {
        accruals = List.copyOf(accruals);
        balances = new EnumMap<>(balances);
    }

    /**
     * An accrual.
     *
     * @param undoes the id of the one that it takes back, or null
     * @param undoneAt when it was withdrawn, or null
     */
    record Entry(
            long id,
            AccrualKind kind,
            Reason reason,
            Line line,
            Instant accruedAt,
            @Nullable Long undoes,
            @Nullable Instant undoneAt) {}

    /**
     * What it brought when it was redeemed.
     *
     * @param earning what its term earns; null while it isn't known
     * @param amount all that it earns
     * @param tax what went to the tax
     * @param earned what is moved to revenue
     * @param before what of that was moved while its term had other days
     * @param until up to which day of its term as it is now; null: none
     */
    record Deferred(
            @Nullable Earning earning,
            long amount,
            long tax,
            long earned,
            long before,
            @Nullable LocalDate until) {

        /** Whether it brings anything: not if the provider agreed that nobody pays for it. */
        boolean isSomething() {
            return amount > 0 || tax > 0 || earned > 0;
        }

        /** What must be moved to revenue, by its term; what was moved before never comes back. */
        long due() {
            return earning == null || until == null
                    ? before
                    : Math.max(before, earning.earnedBy(until));
        }
    }

    /** Where the shop was, by the last accrual up to an event: no event says it. */
    Optional<String> countryAt(long event) {
        return accruals.stream()
                .filter(each -> each.undoes() == null && each.reason().event() <= event)
                .reduce((earlier, later) -> later)
                .flatMap(each -> each.reason().country());
    }

    /** What takes an accrual back, if something does: a move, a refund or a dispute. */
    Optional<Entry> takenBackBy(Entry accrual) {
        return accruals.stream()
                .filter(each -> each.undoes() != null && each.undoes() == accrual.id())
                .findAny();
    }

    /** What an accrual takes back; itself if it takes nothing back. */
    Entry undoneBy(Entry accrual) {
        return accruals.stream()
                .filter(each -> Objects.equals(accrual.undoes(), each.id()))
                .findAny()
                .orElse(accrual);
    }

    /** The accrual with which it began; what takes that back is booked where that is. */
    Entry first(Entry accrual) {
        return accruals.stream()
                .filter(each -> Objects.equals(accrual.undoes(), each.id()))
                .findAny()
                .map(this::first)
                .orElse(accrual);
    }
}

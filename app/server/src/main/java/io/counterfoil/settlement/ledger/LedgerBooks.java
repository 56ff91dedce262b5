package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the accounts stand and by which transfers, and what of what was sold is deferred, earned and
 * never redeemed.
 */
public final class LedgerBooks {
    private final Transactions transactions;
    private final Providers providers;

    /** Books known through {@code transactions}, by days of the calendars of {@code providers}. */
    public LedgerBooks(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /**
     * What an account has gained less what it gave. All balances of a currency together are zero.
     *
     * @param account which
     * @param balance below zero, as usual for revenue, deferred revenue and tax, the account gave
     *     more than it got
     */
    public record Balance(LedgerAccount account, Money balance) {}

    /**
     * What the items of a print run that were sold have come to.
     *
     * @param run its number
     * @param product what they sell
     * @param deferred what is neither earned nor lost yet
     * @param earned what the days of their terms have brought
     * @param breakage what will never be redeemed
     */
    public record Revenue(int run, UUID product, Money deferred, Money earned, Money breakage) {}

    /**
     * What became of prepaid money in a month, in one currency.
     *
     * @param deferred what is neither earned nor lost at its end; of the month that isn't over, today
     * @param earned what the days of terms have brought in it
     * @param breakage what was found in it that will never be redeemed
     */
    public record Month(YearMonth month, Money deferred, Money earned, Money breakage) {}

    /** The accounts and the months at one moment. */
    public record Overview(List<Balance> balances, List<Month> months) {}

    /**
     * The accounts that aren't empty.
     *
     * @param retailer of transfers for this one only; empty: of all
     */
    public List<Balance> balances(Caller caller, Optional<UUID> retailer) {
        return transactions.read(caller, tx -> new CountedTransferRepository(tx).balances(retailer));
    }

    /** The transfers that are asked for, newest first. */
    public Slice<Transfer> transfers(Caller caller, TransferFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new TransferListRepository(tx)
                                        .list(filter, providers.zones(tx), listing),
                                Transfer::id));
    }

    /**
     * The revenue by run at the end of a day; later sales, reversals, redemptions, refunds and
     * disputes are not part of it.
     *
     * @param day in the provider's calendar; null: today
     */
    public List<Revenue> revenue(Caller caller, @Nullable LocalDate day) {
        return transactions.readSnapshot(
                caller,
                tx -> revenue(tx, day == null ? today(tx) : day));
    }

    /**
     * The accounts that aren't empty, and the last months, newest first; each moment of them as
     * {@link #revenue} tells it.
     *
     * @param last which is the newest; null, or one to come: the one of today
     * @param count how many
     */
    public Overview overview(Caller caller, @Nullable YearMonth last, int count) {
        return transactions.readSnapshot(
                caller,
                tx ->
                        new Overview(
                                new CountedTransferRepository(tx).balances(Optional.empty()),
                                months(tx, last, count)));
    }

    private List<Month> months(Tx tx, @Nullable YearMonth last, int count) {
        LocalDate today = today(tx);
        YearMonth now = YearMonth.from(today);
        YearMonth newest = last == null || last.isAfter(now) ? now : last;
        // Of the month before the first one, too: what was earned in a month is a difference.
        List<LocalDate> ends =
                IntStream.rangeClosed(0, count)
                        .mapToObj(place -> endOf(newest.minusMonths(count - place), today))
                        .toList();
        List<Map<Currency, Sums>> sums = sums(tx, RevenueRepository.BY_CURRENCY, ends);
        List<Month> months = new ArrayList<>();
        for (int place = count; place > 0; place--) {
            YearMonth month = newest.minusMonths(count - place);
            Map<Currency, Sums> earlier = sums.get(place - 1);
            sums.get(place)
                    .forEach(
                            (currency, later) ->
                                    months.add(
                                            later.month(
                                                    month,
                                                    currency,
                                                    earlier.getOrDefault(currency, Sums.NONE))));
        }
        return months;
    }

    /** What became of what was deferred, in minor units. */
    private record Sums(long deferred, long earned, long breakage) {
        private static final Sums NONE = new Sums(0, 0, 0);

        private Sums plus(Sums other) {
            return new Sums(
                    deferred + other.deferred, earned + other.earned, breakage + other.breakage);
        }

        private Sums earning(long more) {
            return new Sums(deferred - more, earned + more, breakage);
        }

        private Month month(YearMonth month, Currency currency, Sums before) {
            return new Month(
                    month,
                    new Money(deferred, currency),
                    new Money(earned - before.earned, currency),
                    new Money(breakage - before.breakage, currency));
        }
    }

    private static LocalDate endOf(YearMonth month, LocalDate today) {
        LocalDate end = month.atEndOfMonth();
        return end.isAfter(today) ? today : end;
    }

    private LocalDate today(Tx tx) {
        return LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
    }

    /** What became of each group by the ends of days, which come one after the other. */
    private <G> List<Map<G, Sums>> sums(
            Tx tx, RevenueRepository.Grouping<G> grouping, List<LocalDate> days) {
        Zones zones = providers.zones(tx);
        List<Instant> ends = days.stream().map(zones::endOf).toList();
        RevenueRepository sold = new RevenueRepository(tx);
        List<Map<G, Sums>> sums = new ArrayList<>();
        days.forEach(day -> sums.add(new TreeMap<>(grouping.order())));
        for (RevenueRepository.Deferred<G> each : sold.deferred(grouping, ends)) {
            Sums added = new Sums(each.left(), 0, each.breakage());
            sums.subList(each.place(), days.size())
                    .forEach(later -> later.merge(each.group(), added, Sums::plus));
        }
        for (RevenueRepository.Alike<G> each : sold.deferrals(grouping, ends, days.getLast())) {
            for (int place = 0; place < days.size(); place++) {
                if (each.isAt(place)) {
                    long earned = each.items() * each.earning().earnedBy(days.get(place));
                    sums.get(place)
                            .computeIfPresent(each.group(), (group, sum) -> sum.earning(earned));
                }
            }
        }
        return sums;
    }

    private List<Revenue> revenue(Tx tx, LocalDate day) {
        Map<RevenueRepository.Group, Sums> runs =
                sums(tx, RevenueRepository.BY_RUN, List.of(day)).getFirst();
        return runs.entrySet().stream()
                .map(run -> revenue(run.getKey(), run.getValue()))
                .toList();
    }

    private static Revenue revenue(RevenueRepository.Group group, Sums sums) {
        return new Revenue(
                group.run(),
                group.product(),
                new Money(sums.deferred, group.currency()),
                new Money(sums.earned, group.currency()),
                new Money(sums.breakage, group.currency()));
    }
}

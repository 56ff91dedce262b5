package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.GrantWatch;
import io.counterfoil.accounts.Standings;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Earning;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Posting;
import io.counterfoil.settlement.rules.Share;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Enters what time comes to that accounts are granted: a redeemed item's price is earned by day of
 * its term; the shop that a customer came from gets its bounty when an account is first paid for
 * that began with an item nobody paid for, and its share of time that is paid for without an item.
 */
public final class GrantBook implements GrantWatch {
    private final SpentCodes codes;
    private final Items items;
    private final Standings standings;
    private final Providers providers;
    private final Deals deals;
    private final Accruing accruing;

    /** A book of grants, some of them for {@code items} that {@code codes} are of. */
    public GrantBook(
            SpentCodes codes,
            Items items,
            Standings standings,
            Providers providers,
            Deals deals) {
        this.codes = codes;
        this.items = items;
        this.standings = standings;
        this.providers = providers;
        this.deals = deals;
        this.accruing = new Accruing(providers, new Settled());
    }

    @Override
    public void granted(Tx tx, Time time) {
        UUID redemption = time.redemption();
        if (redemption != null) {
            SerialNumber serial = codes.serial(tx, redemption).orElseThrow();
            new DeferralRepository(tx)
                    .bind(serial.value(), day(tx, time.from()), day(tx, time.to()));
            if (time.first()) {
                begin(tx, time, items.find(tx, serial).orElseThrow());
            }
        }
        if (time.paid()) {
            if (!time.first()) {
                new OriginRepository(tx)
                        .pay(time.account())
                        .ifPresent(
                                origin ->
                                        reward(
                                                tx,
                                                AccrualKind.BOUNTY,
                                                origin,
                                                Deal::bountyLine,
                                                time.event()));
            }
            if (redemption == null) {
                renewed(tx, time);
            }
        }
    }

    @Override
    public void refunded(Tx tx, Refund refund) {
        UUID redemption = refund.redemption();
        if (redemption == null) {
            return;
        }
        long serial = codes.serial(tx, redemption).orElseThrow().value();
        DeferralRepository deferrals = new DeferralRepository(tx);
        deferrals
                .lock(serial)
                .ifPresent(
                        deferral -> {
                            long days =
                                    ChronoUnit.DAYS.between(
                                            day(tx, refund.newEnd()), day(tx, refund.oldEnd()));
                            giveBack(tx, deferral, days, refund.event());
                        });
    }

    /** The customer gets what the days would have brought that are taken back, and their tax. */
    private static void giveBack(
            Tx tx, DeferralRepository.Deferral deferral, long days, long event) {
        Earning whole = deferral.earning();
        Earning left = whole.until(whole.to().minusDays(days));
        long back = whole.minor() - left.minor();
        long tax = back == 0 ? 0 : Share.part(deferral.tax(), back, whole.minor());
        new DeferralRepository(tx).shorten(deferral.serial(), left, deferral.tax() - tax);
        List<Posting> postings = new ArrayList<>();
        if (back > 0) {
            postings.add(
                    new Posting(LedgerAccount.DEFERRED_REVENUE, LedgerAccount.CUSTOMER, back));
        }
        if (tax > 0) {
            postings.add(new Posting(LedgerAccount.TAX, LedgerAccount.CUSTOMER, tax));
        }
        new TransferRepository(tx)
                .insert(
                        TransferKind.REFUND.label(),
                        TransferRepository.Entry.of(List.of(deferral.serial())),
                        postings,
                        deferral.reason().at(event));
    }

    private void begin(Tx tx, Time time, Item item) {
        UUID retailer = item.retailer();
        UUID outlet = item.outlet();
        if (retailer == null || outlet == null) {
            return;
        }
        new OriginRepository(tx)
                .insert(
                        time.account(),
                        standings.customer(tx, time.account()),
                        new Origin(item.serial().value(), item.product(), retailer, outlet),
                        time.event(),
                        time.paid());
    }

    private void renewed(Tx tx, Time time) {
        new OriginRepository(tx)
                .ofCustomer(standings.customer(tx, time.account()))
                .ifPresent(
                        origin ->
                                reward(
                                        tx,
                                        AccrualKind.RESIDUAL,
                                        origin,
                                        deal ->
                                                deal.residualLine(
                                                        day(tx, time.from()), day(tx, time.to())),
                                        time.event()));
    }

    private void reward(
            Tx tx, AccrualKind kind, Origin origin, Function<Deal, Line> lineOf, long event) {
        Deal deal = deals.of(tx, origin.product(), origin.retailer());
        Line line = lineOf.apply(deal);
        if (line.commission() > 0) {
            accruing.accrue(
                    tx,
                    kind,
                    List.of(origin.serial()),
                    new Reason(
                            origin.retailer(),
                            origin.outlet(),
                            origin.product(),
                            deal.price().currency(),
                            deal.tax().country(),
                            event),
                    line,
                    deal.holdDays());
        }
    }

    private LocalDate day(Tx tx, Instant at) {
        return LocalDate.ofInstant(at, providers.of(tx).zone());
    }
}

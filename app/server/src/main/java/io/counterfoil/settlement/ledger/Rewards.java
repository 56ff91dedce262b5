package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.GrantWatch;
import io.counterfoil.accounts.Standings;
import io.counterfoil.inventory.Item;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Payable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What shops get for customers whom they brought: a bounty when an account is first paid for that
 * began with an item nobody paid for, and a share of time that is paid for without an item. A refund
 * takes the share of the days back that nobody pays for any more, and the bounty once nothing is
 * left that somebody paid for; the next payment is the first one again then.
 */
final class Rewards {
    private final Standings standings;
    private final Providers providers;
    private final Deals deals;
    private final Accruing accruing;
    private final Undoing undoing;

    /** Rewards by {@code deals}, of customers that {@code standings} knows. */
    Rewards(Standings standings, Providers providers, Deals deals) {
        this.standings = standings;
        this.providers = providers;
        this.deals = deals;
        Settled settled = new Settled();
        this.accruing = new Accruing(settled);
        this.undoing = new Undoing(settled);
    }

    /** Notes where an account comes from that was opened with an item. */
    void begin(Tx tx, GrantWatch.Time time, Item item) {
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

    /** Somebody pays for time. */
    void paid(Tx tx, GrantWatch.Time time) {
        OriginRepository origins = new OriginRepository(tx);
        if (!time.first()) {
            origins.pay(time.account(), time.grant())
                    .ifPresent(
                            origin ->
                                    reward(tx, AccrualKind.BOUNTY, origin, Deal::bountyLine, time));
        }
        if (time.redemption() == null) {
            origins.ofCustomer(standings.customer(tx, time.account()))
                    .ifPresent(
                            origin ->
                                    reward(
                                            tx,
                                            AccrualKind.RESIDUAL,
                                            origin,
                                            deal ->
                                                    deal.residualLine(
                                                            day(tx, time.from()),
                                                            day(tx, time.to())),
                                            time));
        }
    }

    /** Somebody gets back what was paid for time. */
    void refunded(Tx tx, GrantWatch.Refund refund) {
        AccrualRepository accruals = new AccrualRepository(tx);
        // By the calendar that its days were counted by.
        ZoneId zone = providers.zones(tx).at(refund.grantedAt());
        accruals.lock(refund.grant(), AccrualKind.RESIDUAL);
        for (Standing residual : accruals.standing(refund.grant(), AccrualKind.RESIDUAL)) {
            undoing.undo(tx, List.of(residual), refund.event());
            Reason reason = residual.reason().at(refund.event());
            Line rest =
                    deals.of(
                                    tx,
                                    reason.product(),
                                    reason.retailer(),
                                    reason.country(),
                                    refund.grantedAt())
                            .residualLine(
                                    LocalDate.ofInstant(refund.from(), zone),
                                    LocalDate.ofInstant(refund.to(), zone));
            if (rest.commission() > 0) {
                accruing.accrueRest(tx, residual, reason, rest);
            }
        }
        if (!refund.paid()) {
            new OriginRepository(tx)
                    .unpay(refund.account())
                    .ifPresent(
                            grant -> {
                                accruals.lock(grant, AccrualKind.BOUNTY);
                                undoing.undo(
                                        tx,
                                        accruals.standing(grant, AccrualKind.BOUNTY),
                                        refund.event());
                            });
        }
    }

    private void reward(
            Tx tx,
            AccrualKind kind,
            Origin origin,
            Function<Deal, Line> lineOf,
            GrantWatch.Time time) {
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
                            time.event(),
                            Optional.of(time.grant())),
                    line,
                    Payable.held(tx.now(), deal.holdDays(), providers.of(tx).zone()));
        }
    }

    private LocalDate day(Tx tx, Instant at) {
        return LocalDate.ofInstant(at, providers.of(tx).zone());
    }
}

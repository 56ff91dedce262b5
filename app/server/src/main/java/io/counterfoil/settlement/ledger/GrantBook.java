package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.GrantWatch;
import io.counterfoil.accounts.Standings;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.settlement.rules.Earning;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Posting;
import io.counterfoil.settlement.rules.Share;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Enters what time comes to that accounts are granted: a redeemed item's price is earned by day of
 * its term, wherever a refund moves that, and the shop that a customer came from has its {@link
 * Rewards}.
 */
public final class GrantBook implements GrantWatch {
    private final SpentCodes codes;
    private final Items items;
    private final Providers providers;
    private final Rewards rewards;

    /** A book of grants, some of them for {@code items} that {@code codes} are of. */
    public GrantBook(
            SpentCodes codes,
            Items items,
            Standings standings,
            Providers providers,
            Deals deals) {
        this.codes = codes;
        this.items = items;
        this.providers = providers;
        this.rewards = new Rewards(standings, providers, deals);
    }

    @Override
    public void granted(Tx tx, Time time) {
        UUID redemption = time.redemption();
        if (redemption != null) {
            SerialNumber serial = codes.serial(tx, redemption).orElseThrow();
            new DeferralRepository(tx)
                    .bind(
                            serial.value(),
                            day(tx, tx.now(), time.from()),
                            day(tx, tx.now(), time.to()));
            if (time.first()) {
                rewards.begin(tx, time, items.find(tx, serial).orElseThrow());
            }
        }
        if (time.paid()) {
            rewards.paid(tx, time);
        }
    }

    @Override
    public void refunded(Tx tx, Refund refund) {
        UUID redemption = refund.redemption();
        DeferralRepository deferrals = new DeferralRepository(tx);
        if (redemption != null) {
            deferrals
                    .lock(serial(tx, redemption))
                    .ifPresent(
                            deferral ->
                                    giveBack(
                                            tx,
                                            deferral,
                                            day(tx, refund.grantedAt(), refund.to()),
                                            refund.event()));
        }
        refund.moved()
                .forEach(
                        moved ->
                                deferrals.move(
                                        serial(tx, moved.redemption()),
                                        day(tx, moved.grantedAt(), moved.from()),
                                        day(tx, moved.grantedAt(), moved.to())));
        rewards.refunded(tx, refund);
    }

    /**
     * The customer gets what the days would have brought that are taken back, and their tax.
     *
     * @param end the day after the last one that is left
     */
    private static void giveBack(
            Tx tx, DeferralRepository.Deferral deferral, LocalDate end, long event) {
        Earning whole = deferral.earning();
        Earning left = whole.until(end);
        long back = whole.minor() - left.minor();
        long tax = back == 0 ? 0 : Share.part(deferral.tax(), back, whole.minor());
        new DeferralRepository(tx).shorten(deferral.serial(), left, deferral.tax() - tax);
        TransferRepository transfers = new TransferRepository(tx);
        List<TransferRepository.Entry> entries =
                TransferRepository.Entry.of(List.of(deferral.serial()));
        Reason reason = deferral.reason().at(event);
        // Days that are more on another plan are used up later there than they were earned.
        long early = deferral.earned() - left.minor();
        if (early > 0) {
            transfers.insert(
                    TransferKind.EARNING.label(),
                    entries,
                    List.of(
                            new Posting(
                                    LedgerAccount.REVENUE, LedgerAccount.DEFERRED_REVENUE, early)),
                    reason);
        }
        List<Posting> postings = new ArrayList<>();
        if (back > 0) {
            postings.add(
                    new Posting(LedgerAccount.DEFERRED_REVENUE, LedgerAccount.CUSTOMER, back));
        }
        if (tax > 0) {
            postings.add(new Posting(LedgerAccount.TAX, LedgerAccount.CUSTOMER, tax));
        }
        transfers.insert(TransferKind.REFUND.label(), entries, postings, reason);
    }

    private long serial(Tx tx, UUID redemption) {
        return codes.serial(tx, redemption).orElseThrow().value();
    }

    /** The day of a moment by the calendar that there was when its time was granted: all its days are by that. */
    private LocalDate day(Tx tx, Instant grantedAt, Instant at) {
        return LocalDate.ofInstant(at, providers.zones(tx).at(grantedAt));
    }
}

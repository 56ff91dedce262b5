package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Payable;
import io.counterfoil.settlement.rules.Posting;
import io.counterfoil.settlement.rules.Redeemed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes back lines of statements that retailers were right not to agree with. The item stays where it
 * is: whoever has bought it may redeem it, but nobody paid the provider for it, so that nothing of it
 * is earned. If it is sold once more after that, it accrues once more.
 */
public final class Disputing {
    private final Settled settled;

    /** Disputes of retailers that {@code settled} knows. */
    public Disputing(Settled settled) {
        this.settled = settled;
    }

    /**
     * Accrues the opposite of an accrual that a statement has, for the next one; the accounts go
     * back. Whoever calls keeps the item from moving meanwhile.
     *
     * @param accrual its id
     * @param event the position of the event by which the provider agreed
     * @return false if it was taken back before, so that nothing is left to give back
     * @throws IllegalStateException if no statement has it
     */
    public boolean takeBack(Tx tx, long accrual, long event) {
        AccrualRepository accruals = new AccrualRepository(tx);
        // A refund of the time that it is for does not meet this at the item.
        accruals.lock(accrual);
        Optional<Standing> standing = accruals.standing(accrual);
        standing.ifPresent(line -> takeBack(tx, line, event));
        return standing.isPresent();
    }

    private void takeBack(Tx tx, Standing line, long event) {
        // In the order in which refunds lock what is deferred, and what is settled after that.
        Optional<Redeemed> redeemed =
                line.isOfItem()
                        ? new DeferralRepository(tx).end(line.serial())
                        : Optional.empty();
        Optional<Instant> end = settled.holdOpen(tx, line.reason().retailer());
        if (Payable.isOpen(line.payable(), end)) {
            throw new IllegalStateException("no statement has it");
        }
        new AccrualRepository(tx)
                .takeBack(
                        List.of(line.id()),
                        AccrualKind.DISPUTE,
                        event,
                        Payable.from(tx.now(), end));
        TransferRepository transfers = new TransferRepository(tx);
        List<TransferRepository.Entry> entries =
                List.of(new TransferRepository.Entry(line.serial(), line.reason().event()));
        Reason reason = line.reason().at(event);
        List<Posting> postings =
                new ArrayList<>(
                        line.line().postings(line.cost()).stream()
                                .map(Posting::reversed)
                                .toList());
        redeemed.ifPresent(
                gone -> {
                    transfers.insert(
                            TransferKind.EARNING.label(), entries, gone.unearned(), reason);
                    postings.addAll(gone.unspent(line.line()));
                });
        long lapsed = line.isOfItem() ? transfers.lapsed(line.serial()) : 0;
        if (lapsed > 0) {
            postings.add(
                    new Posting(LedgerAccount.BREAKAGE, LedgerAccount.DEFERRED_REVENUE, lapsed));
        }
        transfers.insert(AccrualKind.DISPUTE.label(), entries, postings, reason);
    }
}

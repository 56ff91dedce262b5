package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.BankDetails;
import io.counterfoil.retailers.BankSeal;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.retailers.PayoutAccount;
import io.counterfoil.settlement.statements.Payments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders payouts from the provider's bank. An order keeps both accounts as they were, sealed, so
 * that its file is the same whenever it is made again.
 */
public final class PayoutOrders {
    private final Transactions transactions;
    private final Accounts accounts;
    private final Payments payments;
    private final Providers providers;
    private final Audit audit;
    private final Ids ids;

    /** Orders between {@code accounts} of what is still owed by {@code payments}. */
    public PayoutOrders(
            Transactions transactions,
            Accounts accounts,
            Payments payments,
            Providers providers,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.payments = payments;
        this.providers = providers;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Who pays whom.
     *
     * @param payer where the provider pays from
     * @param bank where retailers are paid
     * @param seal what an order keeps of both
     */
    public record Accounts(PayerAccounts payer, BankDetails bank, BankSeal seal) {}

    /**
     * Orders all that is due and not frozen. What is not owed in full any more, since a payment was
     * taken back after the statement, is left to the retailer's next statement, which makes a payout
     * of what is owed then.
     *
     * @throws Refused if there is nothing, or nobody told where the provider pays from
     */
    public PayoutOrder order(Caller caller) {
        return transactions
                .answered(caller, PayoutOrder.class)
                .orElseGet(() -> orderDue(caller));
    }

    private PayoutOrder orderDue(Caller caller) {
        // In a transaction of its own: it stays so even if nothing is left to be ordered.
        transactions.write(caller, this::stillOwed);
        return transactions.once(caller, PayoutOrder.class, this::order);
    }

    /** Whether anything is due, be it frozen or not. */
    public boolean isAnythingDue(Caller caller) {
        return transactions.read(caller, tx -> !new PayoutRepository(tx).payees().isEmpty());
    }

    /** All orders, newest first. */
    public Slice<PayoutOrder> list(Caller caller, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new PayoutOrderRepository(tx).list(listing),
                                PayoutOrder::id));
    }

    /**
     * An order.
     *
     * @throws Refused if there is none
     */
    public PayoutOrder find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /**
     * The file for the bank, without payouts that failed since.
     *
     * @throws Refused if there is no such order, or all of it failed
     */
    CreditTransferFile file(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    PayoutOrder order = find(tx, id);
                    return new CreditTransferFile(
                            id,
                            order.orderedAt(),
                            order.payOn(),
                            accounts.seal()
                                    .open(id, new PayoutOrderRepository(tx).sealed(id)),
                            Slice.all(part -> transfers(tx, id, part)));
                });
    }

    /**
     * The payments of an order, by the number of the statement, without payouts that failed since.
     *
     * @throws Refused if there is no such order, or all of it failed
     */
    Slice<CreditTransfer> transfers(Caller caller, UUID id, Listing listing) {
        return transactions.read(caller, tx -> transfers(tx, find(tx, id).id(), listing));
    }

    private Slice<CreditTransfer> transfers(Tx tx, UUID id, Listing listing) {
        Slice<CreditTransfer> transfers =
                Slice.of(
                                listing,
                                new PayoutRepository(tx).ofOrder(id, listing),
                                ordered -> ordered.payout().id())
                        .map(ordered -> transfer(tx, ordered));
        if (listing.after() == null && transfers.items().isEmpty()) {
            throw new Refused(
                    ProblemType.GONE,
                    "The bank paid nothing of this order. What failed is due again: order anew.");
        }
        return transfers;
    }

    private PayoutOrder order(Tx tx) {
        NewBankDetails.Checked from =
                accounts.payer()
                        .forOrder(tx)
                        .orElseThrow(
                                () ->
                                        conflict(
                                                "Nobody told from which account retailers are paid."
                                                        + " Tell that first."));
        UUID id = ids.next();
        LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
        new PayoutOrderRepository(tx).insert(id, today, accounts.seal().seal(id, from));
        int ordered = 0;
        for (Payout due : stillOwed(tx)) {
            ordered += order(tx, due, id) ? 1 : 0;
        }
        if (ordered == 0) {
            throw conflict(
                    "Nothing can be ordered: no payout is due, or all wait until their retailers'"
                            + " bank details are known for a week. What is not owed any more since"
                            + " a payment was taken back was left to the next statement.");
        }
        audit.record(
                tx, "payouts.ordered", "payout_order:" + id, Map.of("payouts", ordered));
        return find(tx, id);
    }

    /** What is due and owed in full; what isn't is left to the next statement. */
    private List<Payout> stillOwed(Tx tx) {
        PayoutRepository payouts = new PayoutRepository(tx);
        List<Payout> owed = new ArrayList<>();
        for (PayoutRepository.Payee payee : payouts.payees()) {
            // No statement is closed until this is committed. A statement changes payouts after it
            // waited for that, so they are locked after it as well.
            payments.holdOpen(tx, payee.retailer());
            // Before the balance: what the bank pays between them is then in both, and what is due
            // may wait for the next statement. If it were in neither, it would be paid once more.
            long ordered = payouts.ordered(payee.retailer(), payee.currency());
            long balance = payments.balance(tx, payee.retailer(), payee.currency());
            List<Payout> due = payouts.lockDue(payee);
            long left = -balance - ordered;
            if (due.stream().mapToLong(payout -> payout.amount().minor()).sum() <= left) {
                owed.addAll(due);
            } else {
                payouts.carryOver(payee.retailer(), payee.currency());
                due.forEach(payout -> recordLeft(tx, payout));
            }
        }
        return owed;
    }

    private void recordLeft(Tx tx, Payout payout) {
        audit.record(
                tx,
                "payout.carried_over",
                "payout:" + payout.id(),
                Map.of("number", payout.number(), "amount", payout.amount().toString()));
    }

    private boolean order(Tx tx, Payout due, UUID order) {
        Optional<PayoutAccount> to =
                accounts.bank()
                        .forPayout(tx, due.retailer())
                        .filter(account -> !account.frozenUntil().isAfter(tx.now()));
        if (to.isEmpty()) {
            return false;
        }
        PayoutAccount account = to.get();
        byte[] sealed =
                accounts.seal()
                        .seal(
                                due.id(),
                                new NewBankDetails.Checked(
                                        account.holder(), account.iban(), account.bic()));
        if (!new PayoutRepository(tx).order(due.id(), order, sealed)) {
            throw new IllegalStateException("a locked payout was ordered by somebody else");
        }
        return true;
    }

    private CreditTransfer transfer(Tx tx, PayoutRepository.Ordered ordered) {
        Payout payout = ordered.payout();
        return new CreditTransfer(
                payout.reference(),
                payout.amount(),
                accounts.seal().open(payout.id(), ordered.sealed()),
                "Statement %d, %s".formatted(payout.number(), providers.of(tx).name()));
    }

    private static PayoutOrder find(Tx tx, UUID id) {
        return new PayoutOrderRepository(tx)
                .find(id)
                .orElseThrow(() -> Refused.notFound("payout order"));
    }

    private static Refused conflict(String words) {
        return new Refused(ProblemType.CONFLICT, words);
    }
}

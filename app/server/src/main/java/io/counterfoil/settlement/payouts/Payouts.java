package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.BankDetails;
import io.counterfoil.retailers.PayoutAccount;
import io.counterfoil.settlement.ledger.Cash;
import io.counterfoil.settlement.statements.Payments;
import io.counterfoil.settlement.statements.PeriodFilter;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is paid out to retailers, and what the bank made of it. */
public final class Payouts {
    private static final int LONGEST_REFERENCE = 140;
    private static final int LONGEST_REASON = 300;

    private final Transactions transactions;
    private final Providers providers;
    private final BankDetails bank;
    private final Payments payments;
    private final Cash cash;
    private final Audit audit;

    /** Payouts to where {@code bank} says, entered in {@code payments} once they are paid. */
    public Payouts(
            Transactions transactions,
            Providers providers,
            BankDetails bank,
            Payments payments,
            Cash cash,
            Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.bank = bank;
        this.payments = payments;
        this.cash = cash;
        this.audit = audit;
    }

    /** Those that the caller may see and that are asked for, newest first. */
    public Slice<Payout> list(
            Caller caller, PeriodFilter filter, Optional<PayoutState> state, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                        listing,
                                        new PayoutRepository(tx)
                                                .list(
                                                        filter,
                                                        providers.zones(tx),
                                                        state,
                                                        payable(tx, state),
                                                        listing),
                                        Payout::id)
                                .map(payout -> shown(tx, payout)));
    }

    /**
     * A payout that the caller may see.
     *
     * @throws Refused if there is none
     */
    public Payout find(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx ->
                        shown(
                                tx,
                                new PayoutRepository(tx)
                                        .find(id)
                                        .orElseThrow(Payouts::notFound)));
    }

    /**
     * Notes that the bank paid. The same again changes nothing.
     *
     * @param reference the bank's
     * @param paidOn the day on which it did
     * @throws Refused if there is no such payout, a field is wrong, it isn't ordered, or it was paid
     *     with another reference or on another day
     */
    public Payout paid(
            Caller caller, UUID id, @Nullable String reference, @Nullable String paidOn) {
        // Whoever may not see it learns nothing from what its fields are told.
        find(caller, id);
        Fields fields = new Fields();
        String bankReference = fields.text("reference", reference, LONGEST_REFERENCE);
        Optional<LocalDate> day = fields.day("paid_on", paidOn);
        fields.done();
        return transactions.once(
                caller,
                Payout.class,
                tx -> paid(tx, lock(tx, id), bankReference, day.orElseThrow()));
    }

    /**
     * Notes that the bank did not pay: it is due again. The same again changes nothing.
     *
     * @param reason what the bank says
     * @param order of which order it says so; null: of the one that it is in
     * @throws Refused if there is no such payout, a field is wrong, it was paid, or it is in another
     *     order by now
     */
    public Payout failed(
            Caller caller, UUID id, @Nullable String reason, @Nullable String order) {
        find(caller, id);
        Fields fields = new Fields();
        String why = fields.text("reason", reason, LONGEST_REASON);
        Optional<UUID> of = Optional.ofNullable(order).map(each -> fields.id("order", each));
        fields.done();
        return transactions.once(
                caller, Payout.class, tx -> failed(tx, lock(tx, id), why, of));
    }

    private Payout paid(Tx tx, Payout payout, String reference, LocalDate day) {
        switch (payout.state()) {
            case ORDERED -> {
                payments.check(tx, "paid_on", day);
                UUID payment =
                        payments.payOut(
                                tx,
                                payout.retailer(),
                                payout.amount(),
                                payout.reference(),
                                day);
                expect(new PayoutRepository(tx).pay(payout.id(), payment, reference, day));
                audit.record(
                        tx,
                        "payout.paid",
                        "payout:" + payout.id(),
                        Map.of(
                                "number", payout.number(),
                                "amount", payout.amount().toString()));
            }
            case PAID -> {
                if (!reference.equals(payout.bankReference()) || !day.equals(payout.paidOn())) {
                    throw conflict(
                            "It is paid already, on another day or with another reference. Load"
                                    + " it again to see which.");
                }
            }
            case DUE, FROZEN ->
                    throw conflict("Nobody has ordered it from the bank yet. Order it first.");
            case CARRIED_OVER -> throw carriedOver();
        }
        return found(tx, payout.id());
    }

    private Payout failed(Tx tx, Payout payout, String reason, Optional<UUID> order) {
        switch (payout.state()) {
            case ORDERED -> {
                // Whoever repeats what the bank said of the last order doesn't take this one back.
                if (order.isPresent() && !order.get().equals(payout.order())) {
                    throw conflict(
                            "It is in another order by now. Load it again, and say so of that one"
                                    + " only if the bank did not pay that either.");
                }
                // No statement is closed until this is committed.
                cash.holdOpen(tx, payout.retailer());
                expect(new PayoutRepository(tx).fail(payout.id(), reason));
                audit.record(
                        tx,
                        "payout.failed",
                        "payout:" + payout.id(),
                        Map.of("number", payout.number()));
            }
            case DUE, FROZEN -> {
                if (!reason.equals(payout.failure())) {
                    throw conflict("Nobody has ordered it from the bank, so it can't fail.");
                }
            }
            case PAID ->
                    throw conflict(
                            "It is paid. If the bank took it back, enter what came back as a"
                                    + " payment of the retailer.");
            case CARRIED_OVER -> {
                if (!reason.equals(payout.failure())) {
                    throw carriedOver();
                }
            }
        }
        return found(tx, payout.id());
    }

    /** Who can be paid what is due, if the state that is asked for depends on that. */
    private Set<UUID> payable(Tx tx, Optional<PayoutState> state) {
        return state.filter(one -> one == PayoutState.DUE || one == PayoutState.FROZEN)
                .map(
                        one ->
                                bank.payable(
                                        tx,
                                        new PayoutRepository(tx)
                                                .payees().stream()
                                                        .map(PayoutRepository.Payee::retailer)
                                                        .toList()))
                .orElse(Set.of());
    }

    /** As it is told to people: what can't be ordered yet is frozen. */
    private Payout shown(Tx tx, Payout payout) {
        if (payout.state() != PayoutState.DUE) {
            return payout;
        }
        Optional<PayoutAccount> account = bank.forPayout(tx, payout.retailer());
        if (account.isEmpty()) {
            return payout.frozen(null);
        }
        return account.filter(known -> known.frozenUntil().isAfter(tx.now()))
                .map(known -> payout.frozen(known.frozenUntil()))
                .orElse(payout);
    }

    private Payout found(Tx tx, UUID id) {
        return shown(tx, new PayoutRepository(tx).find(id).orElseThrow(Payouts::notFound));
    }

    private static Payout lock(Tx tx, UUID id) {
        return new PayoutRepository(tx).lock(id).orElseThrow(Payouts::notFound);
    }

    private static void expect(boolean changed) {
        if (!changed) {
            throw new IllegalStateException("a locked payout was changed by somebody else");
        }
    }

    private static Refused carriedOver() {
        return conflict("It was left to the retailer's next statement: look there.");
    }

    private static Refused conflict(String words) {
        return new Refused(ProblemType.CONFLICT, words);
    }

    private static Refused notFound() {
        return Refused.notFound("payout");
    }
}

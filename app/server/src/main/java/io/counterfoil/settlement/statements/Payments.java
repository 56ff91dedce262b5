package io.counterfoil.settlement.statements;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.settlement.ledger.Cash;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What retailers paid and were paid. The next statement of the retailer counts it; one that is being
 * made meanwhile waits for it, or it for that.
 */
public final class Payments {
    private static final int LONGEST_REFERENCE = 140;

    private final Transactions transactions;
    private final Providers providers;
    private final Retailers retailers;
    private final Cash cash;
    private final Audit audit;
    private final Ids ids;

    /** Payments that are entered in {@code cash}. */
    public Payments(
            Transactions transactions,
            Providers providers,
            Retailers retailers,
            Cash cash,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.retailers = retailers;
        this.cash = cash;
        this.audit = audit;
        this.ids = ids;
    }

    /** A payment that is known, and whether it was before it was told. */
    public record Known(Payment payment, boolean before) {}

    /**
     * Enters a payment that came in from a retailer. The same again changes nothing.
     *
     * @throws Refused if a field is wrong, or another payment has this reference
     */
    public Known receive(Caller caller, NewPayment wanted) {
        Fields fields = new Fields();
        UUID retailer = fields.id("retailer", wanted.retailer());
        Optional<Money> amount = fields.money("amount", wanted.amount());
        if (amount.filter(money -> money.minor() == 0).isPresent()) {
            fields.problem("amount", "An amount above zero.");
        }
        String reference = fields.text("reference", wanted.reference(), LONGEST_REFERENCE);
        Optional<LocalDate> day = fields.day("received_on", wanted.receivedOn());
        fields.done();
        return transactions.write(
                caller,
                tx -> receive(tx, retailer, amount.orElseThrow(), reference, day.orElseThrow()));
    }

    /** The code of the currency that payments are in, as a rule. */
    String currency(Caller caller) {
        return transactions.read(caller, tx -> providers.of(tx).currency().getCurrencyCode());
    }

    /**
     * Takes back a payment that somebody entered by mistake: one of the opposite amount is entered,
     * which the retailer's next statement counts. The same again changes nothing.
     *
     * @return the opposite one
     * @throws Refused if there is no such payment, or it didn't come in from a retailer
     */
    public Payment takeBack(Caller caller, UUID id) {
        return transactions.write(caller, tx -> takeBack(tx, id));
    }

    private Payment takeBack(Tx tx, UUID id) {
        PaymentRepository payments = new PaymentRepository(tx);
        Payment payment = payments.find(id).orElseThrow(() -> Refused.notFound("payment"));
        if (payment.undoneAt().isPresent()) {
            return payments.opposite(id);
        }
        if (!payment.canBeTakenBack()) {
            throw conflict(
                    "Only what came in from a retailer can be taken back. If the bank returned a"
                            + " payment of ours, enter what came back as a payment of the retailer.");
        }
        cash.holdOpen(tx, payment.retailer());
        // Whoever is second waits here for the first, and finds what that entered.
        if (!payments.takeBack(id)) {
            return payments.opposite(id);
        }
        LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
        Payment opposite = payment.opposite(ids.next(), today, tx.now());
        payments.insert(opposite);
        cash.takenBack(tx, payment.retailer(), payment.amount());
        audit.record(
                tx,
                "payment.taken_back",
                "payment:" + id,
                Map.of(
                        "retailer", payment.retailer(),
                        "amount", payment.amount().toString(),
                        "reference", payment.reference()));
        return opposite;
    }

    /**
     * A payment that the caller may see.
     *
     * @throws Refused if there is none
     */
    public Payment find(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx ->
                        new PaymentRepository(tx)
                                .find(id)
                                .orElseThrow(() -> Refused.notFound("payment")));
    }

    /** Those that the caller may see and that are asked for, newest first. */
    public Slice<Payment> list(Caller caller, PeriodFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new PaymentRepository(tx).list(filter, listing),
                                Payment::id));
    }

    /** Has no statement of a retailer made until the transaction ends. */
    public void holdOpen(Tx tx, UUID retailer) {
        cash.holdOpen(tx, retailer);
    }

    /**
     * What a retailer owes by its last statement and the payments since, in minor units; below zero,
     * the provider owes it. It has no statement made until the transaction ends.
     */
    public long balance(Tx tx, UUID retailer, Currency currency) {
        cash.holdOpen(tx, retailer);
        return new StatementRepository(tx).closing(retailer, currency)
                - new PaymentRepository(tx).uncounted(retailer, currency);
    }

    /**
     * Enters a payment to a retailer.
     *
     * @param amount above zero
     * @param reference by which it is told from any other
     */
    public UUID payOut(Tx tx, UUID retailer, Money amount, String reference, LocalDate day) {
        cash.holdOpen(tx, retailer);
        Payment payment =
                payment(
                        tx,
                        retailer,
                        new Money(-amount.minor(), amount.currency()),
                        reference,
                        day);
        if (!new PaymentRepository(tx).insert(payment)) {
            throw new IllegalStateException("it was paid before");
        }
        cash.paidOut(tx, retailer, amount);
        return payment.id();
    }

    /**
     * Refuses a day that is still to come: no money moved on it.
     *
     * @param field where it was written
     */
    public void check(Tx tx, String field, LocalDate day) {
        if (day.isAfter(LocalDate.ofInstant(tx.now(), providers.of(tx).zone()))) {
            throw Refused.field(field, "Today or a day before.");
        }
    }

    private Known receive(Tx tx, UUID retailer, Money amount, String reference, LocalDate day) {
        PaymentRepository payments = new PaymentRepository(tx);
        check(tx, "received_on", day);
        if (retailers.retailerNames(tx, List.of(retailer)).isEmpty()) {
            throw Refused.field("retailer", "There is no retailer with this id.");
        }
        checkCurrency(tx, retailer, amount.currency());
        cash.holdOpen(tx, retailer);
        Payment payment = payment(tx, retailer, amount, reference, day);
        if (!payments.insert(payment)) {
            return payments.received(reference)
                    .map(known -> again(payment, known))
                    .orElseThrow(
                            () ->
                                    conflict(
                                            "The payment with this reference was taken back just"
                                                    + " now. Please enter this one again."));
        }
        cash.received(tx, retailer, amount);
        audit.record(
                tx,
                "payment.received",
                "payment:" + payment.id(),
                Map.of("retailer", retailer, "amount", amount.toString()));
        return new Known(payment, false);
    }

    private static Known again(Payment payment, Payment known) {
        if (!known.isAgain(payment)) {
            throw conflict(
                    new Text(
                            "The reference {reference} is that of another payment: {amount} from"
                                    + " {day}. If this one came too, enter it with the reference"
                                    + " that the bank gave it.",
                            Map.of(
                                    "reference",
                                    known.reference(),
                                    "amount",
                                    known.amount(),
                                    "day",
                                    known.movedOn())));
        }
        return new Known(known, true);
    }

    private void checkCurrency(Tx tx, UUID retailer, Currency currency) {
        Currency usual = providers.of(tx).currency();
        if (!currency.equals(usual)
                && !new StatementRepository(tx).hasCurrency(retailer, currency)) {
            throw Refused.field(
                    "amount",
                    Text.of(
                            "This retailer owes nothing in {currency}. Its statements are in"
                                    + " {usual}.",
                            "currency",
                            currency.getCurrencyCode(),
                            "usual",
                            usual.getCurrencyCode()));
        }
    }

    private Payment payment(
            Tx tx, UUID retailer, Money amount, String reference, LocalDate day) {
        return new Payment(ids.next(), retailer, amount, reference, day, tx.now());
    }

    private static Refused conflict(String words) {
        return conflict(Text.of(words));
    }

    private static Refused conflict(Text words) {
        return new Refused(ProblemType.CONFLICT, words);
    }
}

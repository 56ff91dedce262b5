package io.counterfoil.settlement.ledger;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the books differ from what an item's events come to, a sentence each. */
final class Comparison {
    private final long serial;
    private final Expected expected;
    private final Booked booked;
    private final List<String> differences = new ArrayList<>();

    private Comparison(long serial, Expected expected, Booked booked) {
        this.serial = serial;
        this.expected = expected;
        this.booked = booked;
    }

    static List<String> of(long serial, Expected expected, Booked booked) {
        Comparison comparison = new Comparison(serial, expected, booked);
        comparison.accruals();
        comparison.disputes();
        comparison.earning();
        comparison.balances();
        return comparison.differences;
    }

    private void accruals() {
        List<Booked.Entry> left = new ArrayList<>(booked.accruals());
        left.removeIf(
                each -> each.kind() != AccrualKind.SALE && each.kind() != AccrualKind.SHIPMENT);
        for (Expected.Sale sale : expected.sales()) {
            Optional<Booked.Entry> entry =
                    left.stream()
                            .filter(each -> each.reason().event() == sale.made().event())
                            .findAny();
            if (entry.isEmpty()) {
                differ(
                        "its %s of event %d did not accrue",
                        sale.kind().label(), sale.made().event());
            } else {
                left.remove(entry.get());
                accrual(sale, entry.get());
            }
        }
        for (Booked.Entry entry : left) {
            differ(
                    "a %s of event %d accrued, which its events don't know",
                    entry.kind().label(), entry.reason().event());
        }
    }

    private void accrual(Expected.Sale sale, Booked.Entry entry) {
        long event = sale.made().event();
        if (entry.kind() != sale.kind()
                || !entry.line().equals(sale.deal().sale())
                || !entry.reason().retailer().equals(sale.made().retailer())
                || !entry.reason().outlet().equals(sale.made().outlet())) {
            differ(
                    "event %d accrued as a %s over %d, not as a %s over %d, or elsewhere",
                    event,
                    entry.kind().label(),
                    entry.line().amount(),
                    sale.kind().label(),
                    sale.deal().sale().amount());
        }
        Optional<Booked.Entry> back = booked.takenBackBy(entry);
        boolean undone = entry.undoneAt() != null;
        if (sale.undone() == null) {
            if (undone || back.isPresent()) {
                differ("the accrual of event %d was taken back for nothing", event);
            }
        } else if (undone
                ? sale.undone().disputed()
                        || back.isPresent() || !sale.undone().at().equals(entry.undoneAt())
                : back.isEmpty() || !takesBack(back.get(), entry, sale.undone())) {
            differ("the accrual of event %d was not taken back as it had to be", event);
        }
    }

    private static boolean takesBack(
            Booked.Entry back, Booked.Entry entry, Expected.Undone undone) {
        return back.reason().event() == undone.event()
                && back.kind()
                        == (undone.disputed()
                                ? AccrualKind.DISPUTE
                                : entry.kind().takenBackBy())
                && back.line().equals(entry.line().opposite());
    }

    /** Disputes accrue when the provider agrees, and by nothing else. */
    private void disputes() {
        for (Booked.Entry entry : booked.accruals()) {
            if (entry.kind() == AccrualKind.DISPUTE
                    && expected.agreed().stream()
                            .noneMatch(
                                    note ->
                                            note.event() == entry.reason().event()
                                                    && note.about()
                                                            == booked.undoneBy(entry)
                                                                    .reason()
                                                                    .event())) {
                differ("a dispute of event %d accrued by itself", entry.reason().event());
            }
        }
        clawBacks();
    }

    /** A refund may enter several lines, and a note does not say which of them it is about. */
    private void clawBacks() {
        booked.accruals().stream()
                .filter(entry -> entry.kind() == AccrualKind.CLAW_BACK)
                .map(entry -> entry.reason().event())
                .distinct()
                .filter(event -> takenBackOf(event) < agreedAbout(event))
                .forEach(
                        event ->
                                differ(
                                        "a claw-back of event %d was disputed rightly and is there still",
                                        event));
    }

    private long takenBackOf(long event) {
        return booked.accruals().stream()
                .filter(entry -> entry.reason().event() == event)
                .filter(entry -> booked.takenBackBy(entry).isPresent())
                .count();
    }

    private long agreedAbout(long event) {
        return expected.agreed().stream().filter(note -> note.about() == event).count();
    }

    /** What is deferred, earned and given back of a redeemed item is its price. */
    private void earning() {
        Expected.Sale sale = expected.redeemed();
        if (sale == null) {
            if (booked.deferred().filter(Booked.Deferred::isSomething).isPresent()) {
                differ("something is earned of it that nobody paid for");
            }
            return;
        }
        if (booked.deferred().isEmpty()) {
            differ("nothing is earned of what it brought");
            return;
        }
        Booked.Deferred deferred = booked.deferred().get();
        long back = -booked.balances().getOrDefault(LedgerAccount.CUSTOMER, 0L);
        long price = sale.deal().sale().price();
        if (deferred.amount() + deferred.tax() + back != price) {
            differ(
                    "%d of it is to be earned, %d is tax and %d went back, which is not its price of %d",
                    deferred.amount(), deferred.tax(), back, price);
        }
        if (deferred.earning() == null) {
            differ("it was redeemed for no term");
        } else if (deferred.earned() != deferred.due()) {
            differ(
                    "%d of it was earned by %s, not %d",
                    deferred.earned(),
                    deferred.until() == null ? "now" : deferred.until(),
                    deferred.due());
        }
    }

    private void balances() {
        Map<LedgerAccount, Long> balances = expected.balances();
        booked.accruals().stream()
                .filter(each -> !ofMoves(each))
                .forEach(each -> post(balances, each));
        Expected.Sale sale = expected.redeemed();
        if (sale != null && booked.deferred().isPresent()) {
            Booked.Deferred deferred = booked.deferred().get();
            move(
                    balances,
                    LedgerAccount.DEFERRED_REVENUE,
                    LedgerAccount.REVENUE,
                    deferred.earned());
            // What was given back came from what was deferred and from its tax.
            long whole = sale.deal().sale().deferred() - expected.due();
            long back = whole - deferred.amount();
            move(balances, LedgerAccount.DEFERRED_REVENUE, LedgerAccount.CUSTOMER, back);
            move(
                    balances,
                    LedgerAccount.TAX,
                    LedgerAccount.CUSTOMER,
                    sale.deal().sale().price() - whole - deferred.tax());
        }
        if (expected.isGivenUp()) {
            // What the customer had got back by then nobody pays for.
            move(
                    balances,
                    LedgerAccount.REVENUE,
                    LedgerAccount.CUSTOMER,
                    -booked.balances().getOrDefault(LedgerAccount.CUSTOMER, 0L));
        }
        for (LedgerAccount account : LedgerAccount.values()) {
            long is = booked.balances().getOrDefault(account, 0L);
            long must = balances.getOrDefault(account, 0L);
            if (is != must) {
                differ("its transfers leave %d in %s, not %d", is, account.label(), must);
            }
        }
    }

    /** Whether an accrual follows from moves of the item, and not from what customers do later. */
    private boolean ofMoves(Booked.Entry entry) {
        AccrualKind kind = booked.first(entry).kind();
        return kind == AccrualKind.SALE || kind == AccrualKind.SHIPMENT;
    }

    private void post(Map<LedgerAccount, Long> balances, Booked.Entry entry) {
        if (entry.undoneAt() == null) {
            entry.line()
                    .postings(booked.first(entry).kind().cost())
                    .forEach(
                            posting ->
                                    move(
                                            balances,
                                            posting.debit(),
                                            posting.credit(),
                                            posting.minor()));
        }
    }

    private static void move(
            Map<LedgerAccount, Long> balances,
            LedgerAccount debit,
            LedgerAccount credit,
            long minor) {
        balances.merge(debit, minor, Long::sum);
        balances.merge(credit, -minor, Long::sum);
    }

    @FormatMethod
    private void differ(@FormatString String words, Object... values) {
        differences.add("Item %d: %s.".formatted(serial, words.formatted(values)));
    }
}

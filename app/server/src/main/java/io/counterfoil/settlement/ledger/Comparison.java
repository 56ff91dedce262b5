package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Text;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the books differ from what an item's events come to. */
final class Comparison {
    private final long serial;
    private final Expected expected;
    private final Booked booked;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(long serial, Expected expected, Booked booked) {
        this.serial = serial;
        this.expected = expected;
        this.booked = booked;
    }

    static List<Difference> of(long serial, Expected expected, Booked booked) {
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
                        "missing_accrual",
                        Text.of(
                                "its {kind} of event {event} did not accrue",
                                "kind",
                                LedgerWords.of(sale.kind()),
                                "event",
                                plain(sale.made().event())));
            } else {
                left.remove(entry.get());
                accrual(sale, entry.get());
            }
        }
        for (Booked.Entry entry : left) {
            differ(
                    "unknown_accrual",
                    Text.of(
                            "a {kind} of event {event} accrued, which its events don't know",
                            "kind",
                            LedgerWords.of(entry.kind()),
                            "event",
                            plain(entry.reason().event())));
        }
    }

    private void accrual(Expected.Sale sale, Booked.Entry entry) {
        long event = sale.made().event();
        if (entry.kind() != sale.kind()
                || !entry.line().equals(sale.deal().sale())
                || !entry.reason().retailer().equals(sale.made().retailer())
                || !entry.reason().outlet().equals(sale.made().outlet())) {
            differ(
                    "other_accrual",
                    new Text(
                            "event {event} accrued as a {kind} over {amount}, not as a {due_kind} over {due}, or elsewhere",
                            Map.of(
                                    "event",
                                    plain(event),
                                    "kind",
                                    LedgerWords.of(entry.kind()),
                                    "amount",
                                    plain(entry.line().amount()),
                                    "due_kind",
                                    LedgerWords.of(sale.kind()),
                                    "due",
                                    plain(sale.deal().sale().amount()))));
        }
        Optional<Booked.Entry> back = booked.takenBackBy(entry);
        boolean undone = entry.undoneAt() != null;
        if (sale.undone() == null) {
            if (undone || back.isPresent()) {
                differ(
                        "accrual_taken_back",
                        Text.of(
                                "the accrual of event {event} was taken back for nothing",
                                "event",
                                plain(event)));
            }
        } else if (undone
                ? sale.undone().disputed()
                        || back.isPresent() || !sale.undone().at().equals(entry.undoneAt())
                : back.isEmpty() || !takesBack(back.get(), entry, sale.undone())) {
            differ(
                    "accrual_not_taken_back",
                    Text.of(
                            "the accrual of event {event} was not taken back as it had to be",
                            "event",
                            plain(event)));
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
                differ(
                        "unknown_dispute",
                        Text.of(
                                "a dispute of event {event} accrued by itself",
                                "event",
                                plain(entry.reason().event())));
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
                                        "standing_claw_back",
                                        Text.of(
                                                "a claw-back of event {event} was disputed rightly and is there still",
                                                "event",
                                                plain(event))));
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
                differ(
                        "unpaid_earning",
                        Text.of("something is earned of it that nobody paid for"));
            }
            return;
        }
        if (booked.deferred().isEmpty()) {
            differ("missing_earning", Text.of("nothing is earned of what it brought"));
            return;
        }
        Booked.Deferred deferred = booked.deferred().get();
        long back = -booked.balances().getOrDefault(LedgerAccount.CUSTOMER, 0L);
        long price = sale.deal().sale().price();
        if (deferred.amount() + deferred.tax() + back != price) {
            differ(
                    "other_price",
                    new Text(
                            "{deferred} of it is to be earned, {tax} is tax and {back} went back, which is not its price of {price}",
                            Map.of(
                                    "deferred",
                                    plain(deferred.amount()),
                                    "tax",
                                    plain(deferred.tax()),
                                    "back",
                                    plain(back),
                                    "price",
                                    plain(price))));
        }
        if (deferred.earning() == null) {
            differ("no_term", Text.of("it was redeemed for no term"));
        } else if (deferred.earned() != deferred.due()) {
            differ("other_earning", earned(deferred));
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
                differ(
                        "item_balance",
                        new Text(
                                "its transfers leave {amount} in {account}, not {due}",
                                Map.of(
                                        "amount",
                                        plain(is),
                                        "account",
                                        LedgerWords.of(account),
                                        "due",
                                        plain(must))));
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

    private static Text earned(Booked.Deferred deferred) {
        LocalDate until = deferred.until();
        return until == null
                ? Text.of(
                        "{amount} of it was earned by now, not {due}",
                        "amount",
                        plain(deferred.earned()),
                        "due",
                        plain(deferred.due()))
                : new Text(
                        "{amount} of it was earned by {day}, not {due}",
                        Map.of(
                                "amount",
                                plain(deferred.earned()),
                                "day",
                                until,
                                "due",
                                plain(deferred.due())));
    }

    /** As it stands in the database, for whoever looks there. */
    private static String plain(long number) {
        return Long.toString(number);
    }

    private void differ(String code, Text words) {
        differences.add(
                new Difference(
                        code,
                        Text.of(
                                "Item {serial}: {difference}.",
                                "serial",
                                plain(serial),
                                "difference",
                                words)));
    }
}

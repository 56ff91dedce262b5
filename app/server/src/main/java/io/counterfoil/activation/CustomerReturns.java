package io.counterfoil.activation;

import io.counterfoil.access.Providers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Customers bring items back that they bought and did not redeem. The sale is undone for the money;
 * the item does not go back on the shelf, since somebody may know its code by now.
 */
public final class CustomerReturns {
    private static final int LONGEST_TEXT = 200;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Tills tills;
    private final Items items;
    private final Providers providers;
    private final TillSettings settings;
    private final Cases cases;

    /**
     * Returns of {@code items} within the days of {@code settings}, which {@code providers} count by
     * their calendars; those that come too late for the money become {@code cases}.
     */
    public CustomerReturns(
            Transactions transactions,
            Retailers retailers,
            Items items,
            Providers providers,
            TillSettings settings,
            Cases cases) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.tills = new Tills(retailers);
        this.items = items;
        this.providers = providers;
        this.settings = settings;
        this.cases = cases;
    }

    /**
     * Why an item comes back and where to, not yet checked.
     *
     * @param receipt the number on the customer's receipt
     * @param reason what the customer says, without names
     * @param outlet the id of the outlet that has the item from then on; null: the one that sold it
     */
    public record Grounds(
            @Nullable String receipt, @Nullable String reason, @Nullable String outlet) {
        /** To the outlet that sold it. */
        public Grounds(@Nullable String receipt, @Nullable String reason) {
            this(receipt, reason, null);
        }
    }

    /** The same, checked: the facts of the event, and the outlet if one was named. */
    private record Checked(Map<String, String> facts, Optional<UUID> outlet) {}

    /**
     * Takes back what a till sold by this request. The same again gets the same answer, marked as
     * repeated.
     *
     * @param terminal the till that made the sale; may be null if the caller has only one
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if a field is wrong, the till made no such sale, or it comes back to an outlet
     *     of somebody else
     */
    public ReturnOutcome ofSale(
            Caller caller,
            String requestId,
            @Nullable String terminal,
            @Nullable UUID ownTerminal,
            Grounds grounds) {
        Fields fields = new Fields();
        String request = Sale.requestId(fields, requestId);
        Optional<UUID> named = Tills.named(fields, terminal, ownTerminal);
        Checked checked = checked(fields, grounds);
        fields.done();
        return transactions.write(
                caller, tx -> takeBack(tx, tills.lock(tx, named), request, checked));
    }

    /**
     * Takes back an item that some till of the caller sold, for the receipt that the customer shows.
     *
     * @throws Refused if a field is wrong, nobody of the caller sold it, or it comes back to an
     *     outlet of somebody else
     */
    public ReturnOutcome ofItem(Caller caller, @Nullable String serial, Grounds grounds) {
        Fields fields = new Fields();
        Optional<SerialNumber> item = Sale.serial(fields, serial);
        Checked checked = checked(fields, grounds);
        if (!checked.facts().containsKey("receipt")) {
            fields.text("receipt", grounds.receipt(), LONGEST_TEXT);
        }
        fields.done();
        return transactions.write(
                caller,
                tx -> {
                    TillRepository.TillSale sale =
                            new TillRepository(tx)
                                    .saleOf(item.orElseThrow())
                                    .orElseThrow(CustomerReturns::notSold);
                    Terminal till = tills.lock(tx, Optional.of(sale.terminal()));
                    return takeBack(tx, till, sale.requestId(), checked);
                });
    }

    private ReturnOutcome takeBack(
            Tx tx, Terminal terminal, String requestId, Checked grounds) {
        TillRequest sale =
                new TillRepository(tx)
                        .find(terminal.id(), requestId)
                        .orElseThrow(CustomerReturns::notSold);
        return switch (sale.state()) {
            case RETURNED ->
                    new ReturnOutcome.TakenBack(
                            requestId,
                            Objects.requireNonNull(sale.serial()).toString(),
                            Objects.requireNonNull(sale.returnedAt()),
                            true);
            case REVERSED ->
                    new ReturnOutcome.Stands(
                            Text.of("This sale was undone before, so there is nothing to bring back."));
            case DECLINED ->
                    new ReturnOutcome.Stands(
                            Text.of("Nothing was sold by this request, so nothing can come back."));
            case ACTIVATED -> takeBack(tx, terminal, requestId, sale, grounds);
        };
    }

    private ReturnOutcome takeBack(
            Tx tx,
            Terminal terminal,
            String requestId,
            TillRequest sale,
            Checked grounds) {
        SerialNumber serial = Objects.requireNonNull(sale.serial());
        ZoneId zone = providers.of(tx).zone();
        LocalDate last =
                settings.rules(tx).lastReturn(Objects.requireNonNull(sale.activatedAt()), zone);
        if (LocalDate.ofInstant(tx.now(), zone).isAfter(last)) {
            return new ReturnOutcome.Stands(
                    Text.of(
                            "This item could be brought back until {day}. It is too late now.",
                            "day",
                            last));
        }
        Optional<UUID> to = grounds.outlet().map(outlet -> place(tx, terminal, outlet));
        Map<String, String> facts = new TreeMap<>(grounds.facts());
        facts.put("terminal", terminal.id().toString());
        facts.put("request", requestId);
        boolean taken =
                to.isEmpty()
                        ? items.takeBack(tx, serial, facts)
                        : items.takeBack(tx, serial, to.get(), facts);
        if (taken) {
            new TillRepository(tx).markReturned(terminal.id(), requestId);
            return new ReturnOutcome.TakenBack(requestId, serial.toString(), tx.now(), false);
        }
        Item item = items.find(tx, serial).orElseThrow();
        if (item.state() == ItemState.REDEEMED) {
            cases.open(
                    tx,
                    Cases.Finding.atTill(CaseKind.LATE_RETURN, terminal, requestId, serial, null));
            return new ReturnOutcome.Stands(
                    Text.of(
                            "The code of this item was redeemed already, so it can't be brought"
                                    + " back. It is now listed for somebody to look at."));
        }
        return new ReturnOutcome.Stands(
                Text.of(
                        "The item is {state} by now, so it can't be brought back.",
                        "state",
                        Text.of(item.state().label())));
    }

    /** The outlet in whose hands it is, if it is one of the retailer that sold it. */
    private UUID place(Tx tx, Terminal seller, UUID outlet) {
        return retailers
                .findOutlet(tx, outlet)
                .filter(found -> found.retailer().equals(seller.retailer()))
                .map(Outlet::id)
                .orElseThrow(
                        () ->
                                Refused.field(
                                        "outlet",
                                        "This is no outlet of the retailer that sold the item."
                                                + " Copy the id from the answer that made it."));
    }

    private static Checked checked(Fields fields, Grounds grounds) {
        Map<String, String> facts = new TreeMap<>();
        if (grounds.receipt() != null && !grounds.receipt().isBlank()) {
            facts.put("receipt", fields.text("receipt", grounds.receipt(), LONGEST_TEXT));
        }
        if (grounds.reason() != null && !grounds.reason().isBlank()) {
            facts.put("reason", fields.text("reason", grounds.reason(), LONGEST_TEXT));
        }
        return new Checked(
                facts,
                grounds.outlet() == null
                        ? Optional.empty()
                        : Optional.of(fields.id("outlet", grounds.outlet())));
    }

    private static Refused notSold() {
        return new Refused(
                ProblemType.NOT_FOUND,
                "No till of yours sold this. Compare the number with the receipt.");
    }
}

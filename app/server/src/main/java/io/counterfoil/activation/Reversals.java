package io.counterfoil.activation;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Undoes sales by the till's original request id. A till that got no answer sends this until it
 * gets one, so nearly everything is approved: what counts is that there is no sale afterwards.
 */
public final class Reversals {
    /** How long after a sale the till may undo it; later it is a customer's return. */
    static final Duration WINDOW = Duration.ofHours(24);

    private final Transactions transactions;
    private final Tills tills;
    private final Items items;
    private final Cases cases;

    /** Reversals of sales of {@code items}; those that come too late become {@code cases}. */
    public Reversals(
            Transactions transactions, Retailers retailers, Items items, Cases cases) {
        this.transactions = transactions;
        this.tills = new Tills(retailers);
        this.items = items;
        this.cases = cases;
    }

    /**
     * Undoes a sale. An unknown request is remembered, and declined should it arrive later.
     *
     * @param terminal the till that made the sale; may be null if the caller has only one
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if a field is wrong
     */
    public ReversalOutcome reverse(
            Caller caller,
            String requestId,
            @Nullable String terminal,
            @Nullable UUID ownTerminal) {
        Fields fields = new Fields();
        String request = Sale.requestId(fields, requestId);
        Optional<UUID> named = Tills.named(fields, terminal, ownTerminal);
        fields.done();
        return transactions.write(caller, tx -> reverse(tx, tills.lock(tx, named), request));
    }

    private ReversalOutcome reverse(Tx tx, Terminal terminal, String requestId) {
        Optional<TillRequest> found = new TillRepository(tx).find(terminal.id(), requestId);
        if (found.isEmpty()) {
            return undone(tx, terminal, requestId, TillRequest.unseen(tx.now()));
        }
        TillRequest sale = found.get();
        return switch (sale.state()) {
            case REVERSED ->
                    new ReversalOutcome.Reversed(
                            requestId, Objects.requireNonNull(sale.reversedAt()));
            case DECLINED -> declined(tx, terminal, requestId, sale);
            case ACTIVATED -> undo(tx, terminal, requestId, sale);
            case RETURNED ->
                    new ReversalOutcome.Stands(
                            Text.of(
                                    "The customer brought this item back already, so there is"
                                            + " nothing to undo."));
        };
    }

    private static ReversalOutcome declined(
            Tx tx, Terminal terminal, String requestId, TillRequest sale) {
        return sale.reversedAt() == null
                ? undone(tx, terminal, requestId, sale.undone(tx.now()))
                : new ReversalOutcome.Reversed(requestId, sale.reversedAt());
    }

    private ReversalOutcome undo(Tx tx, Terminal terminal, String requestId, TillRequest sale) {
        SerialNumber serial = Objects.requireNonNull(sale.serial());
        Instant activatedAt = Objects.requireNonNull(sale.activatedAt());
        if (tx.now().isAfter(activatedAt.plus(WINDOW))) {
            return new ReversalOutcome.Stands(
                    Text.of(
                            "This sale is more than {hours} hours old. Take the item back as a return instead.",
                            "hours",
                            WINDOW.toHours()));
        }
        Map<String, ?> facts = Map.of("terminal", terminal.id().toString(), "request", requestId);
        if (items.reverse(tx, serial, facts)) {
            return undone(tx, terminal, requestId, sale.undone(tx.now()));
        }
        Item item = items.find(tx, serial).orElseThrow();
        if (item.state() == ItemState.REDEEMED) {
            new TillRepository(tx).markException(terminal.id(), requestId);
            cases.open(
                    tx,
                    Cases.Finding.atTill(
                            CaseKind.LATE_REVERSAL, terminal, requestId, serial, null));
            return new ReversalOutcome.Stands(
                    Text.of(
                            "The code of this item was redeemed already, so the sale can't be undone."
                                    + " It is now listed for somebody to look at."));
        }
        return new ReversalOutcome.Stands(
                Text.of(
                        "The item is {state} by now, so the sale can't be undone.",
                        "state",
                        Text.of(item.state().label())));
    }

    private static ReversalOutcome undone(
            Tx tx, Terminal terminal, String requestId, TillRequest request) {
        new TillRepository(tx).keep(terminal, requestId, request);
        return new ReversalOutcome.Reversed(requestId, tx.now());
    }
}

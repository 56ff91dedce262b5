package io.counterfoil.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemMoment;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.PrintedPlaces;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.settlement.statements.ItemMoney;
import io.counterfoil.settlement.statements.Statements;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together what all features know of one item. */
public final class Traces {
    private static final String SSCC = "sscc";

    private final Transactions transactions;
    private final Items items;
    private final Catalog catalog;
    private final PrintedPlaces places;
    private final Statements statements;
    private final Provisioning provisioning;

    /** Traces over the features that know of items. */
    public Traces(
            Transactions transactions,
            Items items,
            Catalog catalog,
            PrintedPlaces places,
            Statements statements,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.items = items;
        this.catalog = catalog;
        this.places = places;
        this.statements = statements;
        this.provisioning = provisioning;
    }

    /**
     * The trace of one item.
     *
     * @throws Refused if there is no such item for this caller
     */
    public Trace of(Caller caller, SerialNumber serial) {
        Item found =
                transactions
                        .read(caller, tx -> items.find(tx, serial))
                        .orElseThrow(() -> Refused.notFound("serial number"));
        List<Trace.OnSheet> printed =
                places.of(caller, found.run(), serial).stream()
                        .map(at -> new Trace.OnSheet(at.file(), at.sheet(), at.label()))
                        .toList();
        return transactions.read(
                caller, tx -> trace(tx, items.find(tx, serial).orElseThrow(), printed));
    }

    private Trace trace(Tx tx, Item item, List<Trace.OnSheet> printed) {
        List<ItemMoment> log = items.history(tx, item.serial());
        List<Trace.Happened> events =
                log.stream().map(moment -> happened(tx, item.serial(), moment)).toList();
        Optional<UUID> account = ItemMoment.account(log);
        return new Trace(
                item.serial().toString(),
                item.state().label(),
                catalog.product(tx, item.product())
                        .map(product -> new Trace.Sold(product.id(), product.sku(), product.name()))
                        .orElse(null),
                item.run(),
                item.retailer(),
                item.outlet(),
                item.hold(),
                account.orElse(null),
                account.flatMap(id -> provisioning.placement(tx, id))
                        .map(Placement::node)
                        .orElse(null),
                account.map(id -> provisioning.used(tx, List.of(id)).get(id)).orElse(null),
                printed,
                carton(events),
                statements.ofItem(tx, item.serial()).stream().map(Traces::brought).toList(),
                events);
    }

    private static @Nullable String carton(List<Trace.Happened> events) {
        return events.reversed().stream()
                .filter(event -> event.facts().hasNonNull(SSCC))
                .findFirst()
                .filter(event -> !event.type().equals("unpacked"))
                .map(event -> event.facts().path(SSCC).textValue())
                .orElse(null);
    }

    private static Trace.Brought brought(ItemMoney money) {
        ItemMoney.OnStatement statement = money.statement();
        return new Trace.Brought(
                money.kind().label(),
                money.retailer(),
                Amount.of(money.price()),
                Amount.of(money.commission()),
                Amount.of(money.amount()),
                money.accruedAt(),
                money.soldAt(),
                money.undoneAt(),
                statement == null ? null : statement.number(),
                statement == null ? null : statement.line());
    }

    private Trace.Happened happened(Tx tx, SerialNumber serial, ItemMoment moment) {
        Event event = moment.event();
        return new Trace.Happened(
                event.at(),
                event.type(),
                event.actor(),
                event.subject().type() + ":" + event.subject().id(),
                moment.state().label(),
                event.type().equals("packed") ? packed(tx, serial, event) : event.data());
    }

    /** A packing fills many cartons, so its event does not say which one an item is in. */
    private JsonNode packed(Tx tx, SerialNumber serial, Event event) {
        ObjectNode facts = event.data().deepCopy();
        items.packedInto(tx, UUID.fromString(event.subject().id()), serial)
                .ifPresent(sscc -> facts.put(SSCC, sscc));
        return facts;
    }
}

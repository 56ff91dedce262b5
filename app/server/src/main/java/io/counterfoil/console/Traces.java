package io.counterfoil.console;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemMoment;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts together what all features know of one item. */
public final class Traces {
    private final Transactions transactions;
    private final Items items;
    private final Catalog catalog;
    private final Provisioning provisioning;

    /** Traces over the features that know of items. */
    public Traces(
            Transactions transactions,
            Items items,
            Catalog catalog,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.items = items;
        this.catalog = catalog;
        this.provisioning = provisioning;
    }

    /**
     * The trace of one item.
     *
     * @throws Refused if there is no such item for this caller
     */
    public Trace of(Caller caller, SerialNumber serial) {
        return transactions.read(
                caller,
                tx ->
                        trace(
                                tx,
                                items.find(tx, serial)
                                        .orElseThrow(() -> Refused.notFound("serial number"))));
    }

    private Trace trace(Tx tx, Item item) {
        List<ItemMoment> log = items.history(tx, item.serial());
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
                log.stream().map(Traces::happened).toList());
    }

    private static Trace.Happened happened(ItemMoment moment) {
        Event event = moment.event();
        return new Trace.Happened(
                event.at(),
                event.type(),
                event.actor(),
                event.subject().type() + ":" + event.subject().id(),
                moment.state().label(),
                event.data());
    }
}

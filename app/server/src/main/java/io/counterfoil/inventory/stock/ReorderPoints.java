package io.counterfoil.inventory.stock;

import io.counterfoil.access.Audit;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chooses from how few items on which outlet is to be sent more. */
public final class ReorderPoints {
    private static final int MOST = 1_000_000;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Catalog catalog;
    private final Audit audit;

    /** Points of outlets of {@code retailers} for products of {@code catalog}. */
    public ReorderPoints(
            Transactions transactions, Retailers retailers, Catalog catalog, Audit audit) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.catalog = catalog;
        this.audit = audit;
    }

    /**
     * Chooses a point, or takes the chosen one away.
     *
     * @throws Refused if a field is wrong or names nothing of the provider's
     */
    public ReorderPoint choose(Caller caller, NewReorderPoint wanted) {
        Fields fields = new Fields();
        UUID outlet = fields.id("outlet", wanted.outlet());
        UUID product = fields.id("product", wanted.product());
        Integer items =
                wanted.items() == null ? null : fields.number("items", wanted.items(), 0, MOST);
        fields.done();
        return transactions.once(
                caller, ReorderPoint.class, tx -> choose(tx, outlet, product, items));
    }

    private ReorderPoint choose(Tx tx, UUID outletId, UUID product, @Nullable Integer items) {
        Outlet outlet =
                retailers
                        .findOutlet(tx, outletId)
                        .orElseThrow(
                                () -> Refused.field("outlet", "There is no outlet with this id."));
        if (catalog.product(tx, product).isEmpty()) {
            throw Refused.field("product", "There is no product with this id.");
        }
        ReorderPointRepository repository = new ReorderPointRepository(tx);
        if (items == null) {
            repository.remove(outlet, product);
        } else {
            repository.put(outlet, product, items);
        }
        audit.record(
                tx,
                "outlet.reorder_point",
                "outlet:" + outlet.id(),
                items == null
                        ? Map.of("product", product)
                        : Map.of("product", product, "items", items));
        return new ReorderPoint(outlet.id(), product, items);
    }
}

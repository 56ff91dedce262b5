package io.counterfoil.catalog;

import io.counterfoil.platform.Tx;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Plans and products for other features, within their transactions. */
public final class Catalog {

    /** A plan of the caller's provider. */
    public Optional<Plan> plan(Tx tx, UUID id) {
        return new PlanRepository(tx).find(id);
    }

    /** A version of a plan of the caller's provider. */
    public Optional<PlanVersion> planVersion(Tx tx, UUID plan, int version) {
        return new PlanVersionRepository(tx).find(plan, version);
    }

    /** A product of the caller's provider. */
    public Optional<Product> product(Tx tx, UUID id) {
        return tx.known(Product.class, id, () -> new ProductRepository(tx).find(id));
    }

    /** What products of the caller's provider are called, by their ids, for the rows of a list. */
    public static Map<UUID, String> productNames(Tx tx, Collection<UUID> ids) {
        return new ProductRepository(tx).names(ids);
    }

    /**
     * The products of the caller's provider whose codes are worthless on a day of its calendar, but
     * for runs with a last day of their own, the first of them first.
     */
    public List<UUID> expiredOn(Tx tx, LocalDate day) {
        return new ProductRepository(tx).expiredOn(day);
    }

    /** The last day of a run's own, by its number; that of its product counts where it is later. */
    public Optional<LocalDate> lastDayOfRun(Tx tx, int run) {
        return new RunLastDayRepository(tx).of(run);
    }

    /** The numbers of the runs whose own last day is not over on a day, whatever their product's is. */
    public Set<Integer> runsLastingOn(Tx tx, LocalDate day) {
        return new RunLastDayRepository(tx).lastingOn(day);
    }

    /** The products that have such runs. */
    public Set<UUID> productsLastingOn(Tx tx, LocalDate day) {
        return new RunLastDayRepository(tx).productsLastingOn(day);
    }

    /**
     * How much a new account of each product may store by its plan of today, in bytes, of all
     * providers that may be seen; those of plans without a limit are not in it.
     */
    public Map<UUID, Long> quotas(Tx tx) {
        return new ProductRepository(tx).quotas();
    }

    /** Whether a product of the caller's provider is sold once it is in a shop, without a till. */
    public boolean soldWithoutTill(Tx tx, UUID id) {
        return product(tx, id).filter(product -> !product.activationRequired()).isPresent();
    }
}

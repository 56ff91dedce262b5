package io.counterfoil.catalog;

import io.counterfoil.platform.Tx;
import java.util.Optional;
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
        return new ProductRepository(tx).find(id);
    }

    /** Whether a product of the caller's provider is sold once it is in a shop, without a till. */
    public boolean soldWithoutTill(Tx tx, UUID id) {
        return product(tx, id).filter(product -> !product.activationRequired()).isPresent();
    }
}

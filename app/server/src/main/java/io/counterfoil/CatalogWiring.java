package io.counterfoil;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.PlanPages;
import io.counterfoil.catalog.Plans;
import io.counterfoil.catalog.PlansPages;
import io.counterfoil.catalog.PlansResource;
import io.counterfoil.catalog.Products;
import io.counterfoil.catalog.ProductsPages;
import io.counterfoil.catalog.ProductsResource;
import io.counterfoil.catalog.TaxRates;
import io.counterfoil.catalog.TaxRatesPages;
import io.counterfoil.catalog.TaxRatesResource;
import java.util.List;

/**
 * Plans and products.
 *
 * @param catalog for other features
 * @param plans makes and lists plans
 * @param products makes and lists products
 * @param taxes what tax is inside the prices of products
 */
public record CatalogWiring(
        Catalog catalog, Plans plans, Products products, TaxRates taxes) {

    static CatalogWiring of(Ground ground, AccessWiring access) {
        return new CatalogWiring(
                new Catalog(),
                new Plans(ground.transactions(), ground.ids(), access.audit()),
                new Products(
                        ground.transactions(),
                        access.providers(),
                        access.audit(),
                        ground.ids()),
                new TaxRates(
                        ground.transactions(),
                        access.providers(),
                        access.audit(),
                        ground.clock()));
    }

    List<Object> resources() {
        return List.of(
                new PlansResource(plans),
                new PlansPages(plans),
                new PlanPages(plans),
                new ProductsResource(products),
                new ProductsPages(products, plans),
                new TaxRatesResource(taxes),
                new TaxRatesPages(taxes, products));
    }
}

package io.counterfoil;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.retailers.AgreementsResource;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.RetailersResource;
import java.util.List;

/**
 * Who sells, and on which terms.
 *
 * @param retailers the companies, their shops and tills
 * @param agreements what the provider agreed on with them
 * @param resources addresses of all of them
 */
public record RetailersWiring(
        Retailers retailers, Agreements agreements, List<Object> resources) {

    static RetailersWiring of(Ground ground, AccessWiring access, Catalog catalog) {
        Retailers retailers =
                new Retailers(
                        ground.transactions(), access.apiKeys(), access.audit(), ground.ids());
        Agreements agreements =
                new Agreements(
                        ground.transactions(),
                        catalog,
                        access.providers(),
                        access.audit(),
                        ground.ids());
        return new RetailersWiring(
                retailers,
                agreements,
                List.of(new RetailersResource(retailers), new AgreementsResource(agreements)));
    }
}

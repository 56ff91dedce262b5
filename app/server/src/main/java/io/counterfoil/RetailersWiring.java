package io.counterfoil;

import io.counterfoil.retailers.AgreementBook;
import io.counterfoil.retailers.AgreementDefaultPages;
import io.counterfoil.retailers.AgreementPages;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.retailers.AgreementsResource;
import io.counterfoil.retailers.RetailerCare;
import io.counterfoil.retailers.RetailerCareResource;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.RetailersResource;
import java.util.List;

/**
 * Who sells, and on which terms.
 *
 * @param retailers the companies, their shops and tills
 * @param care what is known of them, and whether they may sell
 * @param agreements what counts between the provider and them
 * @param agreementBook where that is agreed on
 * @param resources addresses of all of them
 */
public record RetailersWiring(
        Retailers retailers,
        RetailerCare care,
        Agreements agreements,
        AgreementBook agreementBook,
        List<Object> resources) {

    static RetailersWiring of(Ground ground, AccessWiring access, CatalogWiring catalog) {
        Retailers retailers =
                new Retailers(
                        ground.transactions(), access.apiKeys(), access.audit(), ground.ids());
        RetailerCare care =
                new RetailerCare(
                        ground.transactions(),
                        access.providers(),
                        access.apiKeys(),
                        access.audit());
        Agreements agreements = new Agreements(catalog.catalog(), access.providers());
        AgreementBook book =
                new AgreementBook(
                        ground.transactions(),
                        catalog.catalog(),
                        access.providers(),
                        access.audit(),
                        ground.ids());
        return new RetailersWiring(
                retailers,
                care,
                agreements,
                book,
                List.of(
                        new RetailersResource(retailers),
                        new RetailerCareResource(care),
                        new AgreementsResource(book),
                        new AgreementPages(retailers, book, catalog.products()),
                        new AgreementDefaultPages(book)));
    }
}

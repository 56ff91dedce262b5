package io.counterfoil;

import io.counterfoil.retailers.AgreementBook;
import io.counterfoil.retailers.AgreementDefaultPages;
import io.counterfoil.retailers.AgreementPages;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.retailers.AgreementsResource;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.RetailersResource;
import java.util.List;

/**
 * Who sells, and on which terms.
 *
 * @param retailers the companies, their shops and tills
 * @param agreements what counts between the provider and them
 * @param agreementBook where that is agreed on
 * @param resources addresses of all of them
 */
public record RetailersWiring(
        Retailers retailers,
        Agreements agreements,
        AgreementBook agreementBook,
        List<Object> resources) {

    static RetailersWiring of(Ground ground, AccessWiring access, CatalogWiring catalog) {
        Retailers retailers =
                new Retailers(
                        ground.transactions(), access.apiKeys(), access.audit(), ground.ids());
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
                agreements,
                book,
                List.of(
                        new RetailersResource(retailers),
                        new AgreementsResource(book),
                        new AgreementPages(retailers, book, catalog.products()),
                        new AgreementDefaultPages(book)));
    }
}

package io.counterfoil;

import io.counterfoil.mail.Mail;
import io.counterfoil.retailers.AgreementBook;
import io.counterfoil.retailers.AgreementDefaultPages;
import io.counterfoil.retailers.AgreementPages;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.retailers.AgreementsResource;
import io.counterfoil.retailers.BankDetails;
import io.counterfoil.retailers.BankDetailsPages;
import io.counterfoil.retailers.BankDetailsResource;
import io.counterfoil.retailers.BankSeal;
import io.counterfoil.retailers.OutletPages;
import io.counterfoil.retailers.RetailStaff;
import io.counterfoil.retailers.RetailStaffPages;
import io.counterfoil.retailers.RetailStaffResource;
import io.counterfoil.retailers.RetailerCare;
import io.counterfoil.retailers.RetailerCareResource;
import io.counterfoil.retailers.RetailerDetailsPages;
import io.counterfoil.retailers.RetailerNews;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.RetailersResource;
import io.counterfoil.retailers.ShopAgreementPages;
import io.counterfoil.retailers.ShopBankDetailsPages;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.retailers.ShopNamesPages;
import io.counterfoil.retailers.TillChoices;
import io.counterfoil.retailers.TillPages;
import java.util.List;

/**
 * Who sells, and on which terms.
 *
 * @param retailers the companies, their shops and tills
 * @param choices what filters and forms offer of them
 * @param tills which tills the forms of shops offer
 * @param staff who signs in for them
 * @param news what they are told by mail
 * @param care what is known of them, and whether they may sell
 * @param agreements what counts between the provider and them
 * @param agreementBook where that is agreed on
 * @param bankDetails where they are paid
 * @param resources addresses of all of them
 */
public record RetailersWiring(
        Retailers retailers,
        ShopChoices choices,
        TillChoices tills,
        RetailStaff staff,
        RetailerNews news,
        RetailerCare care,
        Agreements agreements,
        AgreementBook agreementBook,
        BankDetails bankDetails,
        List<Object> resources) {

    static RetailersWiring of(Ground ground, AccessWiring access, CatalogWiring catalog, Mail mail) {
        Retailers retailers =
                new Retailers(
                        ground.transactions(), access.apiKeys(), access.audit(), ground.ids());
        ShopChoices choices = new ShopChoices(ground.transactions());
        RetailStaff staff = new RetailStaff(retailers, access.staff());
        RetailerNews news = new RetailerNews(mail, access.staff(), access.providers());
        RetailerCare care =
                new RetailerCare(
                        ground.transactions(),
                        access.providers(),
                        access.apiKeys(),
                        news,
                        access.audit());
        BankDetails bankDetails =
                new BankDetails(
                        ground.transactions(),
                        new BankSeal(ground.serverKey(), ground.random()),
                        news,
                        access.approvals(),
                        access.audit(),
                        ground.ids());
        Agreements agreements = new Agreements(catalog.catalog(), access.providers());
        AgreementBook book =
                new AgreementBook(
                        ground.transactions(),
                        catalog.catalog(),
                        access.providers(),
                        access.audit(),
                        ground.ids(),
                        ground.clock());
        AgreementPages agreementPages =
                new AgreementPages(retailers, book, catalog.products());
        BankDetailsPages bankPages = new BankDetailsPages(bankDetails, retailers);
        return new RetailersWiring(
                retailers,
                choices,
                new TillChoices(retailers, choices),
                staff,
                news,
                care,
                agreements,
                book,
                bankDetails,
                List.of(
                        new RetailersResource(retailers),
                        new ShopNamesPages(choices),
                        new RetailerCareResource(care),
                        new AgreementsResource(book),
                        new RetailerDetailsPages(care),
                        new OutletPages(care, retailers),
                        new TillPages(care, book),
                        bankPages,
                        new ShopBankDetailsPages(bankPages),
                        new RetailStaffResource(staff),
                        new RetailStaffPages(staff),
                        new BankDetailsResource(bankDetails),
                        agreementPages,
                        new ShopAgreementPages(agreementPages),
                        new AgreementDefaultPages(book)));
    }
}

package io.counterfoil;

import io.counterfoil.accounts.Consents;
import io.counterfoil.accounts.own.AccountPages;
import io.counterfoil.accounts.own.BackupPages;
import io.counterfoil.accounts.own.ConsentPages;
import io.counterfoil.accounts.own.ForgottenPages;
import io.counterfoil.accounts.own.ForgottenPasswords;
import io.counterfoil.accounts.own.NewPasswords;
import io.counterfoil.accounts.own.Overviews;
import io.counterfoil.accounts.own.OwnAccount;
import io.counterfoil.accounts.own.OwnContactPages;
import io.counterfoil.accounts.own.OwnContacts;
import io.counterfoil.accounts.own.PasswordLinks;
import io.counterfoil.accounts.own.SubAccountPages;
import io.counterfoil.accounts.own.SubAccounts;
import io.counterfoil.accounts.own.UninstallPages;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Transactions;
import java.util.List;

/**
 * What customers do by themselves.
 *
 * @param forgotten links to new passwords
 * @param resources their pages
 */
public record OwnAccountWiring(ForgottenPasswords forgotten, List<Object> resources) {

    static OwnAccountWiring of(
            Ground ground,
            AccessWiring access,
            StorageWiring storage,
            Mail mail,
            CustomerWiring customers,
            Consents consents) {
        Transactions transactions = ground.transactions();
        ForgottenPasswords forgotten =
                new ForgottenPasswords(
                        transactions,
                        ground.jobs(),
                        access.signInLimits(),
                        customers.accounts(),
                        new PasswordLinks(customers.links(), mail, access.audit()),
                        ground.ids());
        NewPasswords newPasswords =
                new NewPasswords(
                        transactions,
                        customers.links(),
                        customers.accounts(),
                        customers.passwords(),
                        customers.passwordChanges(),
                        access.signInLimits());
        OwnAccount own = new OwnAccount(customers.accountCare());
        Overviews overviews =
                new Overviews(
                        transactions,
                        customers.accountCare(),
                        access.providers(),
                        storage.software());
        OwnContacts contacts =
                new OwnContacts(
                        transactions,
                        customers.accounts(),
                        customers.contacts(),
                        customers.links(),
                        mail,
                        customers.signIn());
        SubAccounts subAccounts =
                new SubAccounts(
                        customers.opening(),
                        customers.accountCare(),
                        customers.directory(),
                        customers.uninstalls());
        return new OwnAccountWiring(
                forgotten,
                List.of(
                        new AccountPages(
                                customers.accountCare(),
                                customers.signIn(),
                                access.door(),
                                customers.visits(),
                                overviews,
                                own),
                        new BackupPages(overviews),
                        new OwnContactPages(contacts, own),
                        new SubAccountPages(subAccounts, overviews, own),
                        new ForgottenPages(forgotten, newPasswords),
                        new UninstallPages(
                                customers.uninstalls(), customers.accountCare(), subAccounts),
                        new ConsentPages(consents)));
    }
}

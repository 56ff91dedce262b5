package io.counterfoil;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.accounts.Consents;
import io.counterfoil.accounts.own.AccountPages;
import io.counterfoil.accounts.own.ConsentPages;
import io.counterfoil.accounts.own.ForgottenPages;
import io.counterfoil.accounts.own.ForgottenPasswords;
import io.counterfoil.accounts.own.NewPasswords;
import io.counterfoil.accounts.own.PasswordLinks;
import io.counterfoil.accounts.own.UninstallPages;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import java.util.List;

/**
 * What customers do by themselves.
 *
 * @param forgotten links to new passwords
 * @param resources their pages
 */
public record OwnAccountWiring(ForgottenPasswords forgotten, List<Object> resources) {

    /** What it needs of the platform. */
    record Ground(Transactions transactions, Jobs jobs, Ids ids, Mail mail) {}

    /** What it needs of access. */
    record Gate(SignInLimits limits, Sessions sessions, Audit audit) {}

    static OwnAccountWiring of(
            Ground ground, Gate gate, CustomerWiring customers, Consents consents) {
        Transactions transactions = ground.transactions();
        ForgottenPasswords forgotten =
                new ForgottenPasswords(
                        transactions,
                        ground.jobs(),
                        gate.limits(),
                        customers.accounts(),
                        new PasswordLinks(customers.links(), ground.mail(), gate.audit()),
                        ground.ids());
        NewPasswords newPasswords =
                new NewPasswords(
                        transactions,
                        customers.links(),
                        customers.accounts(),
                        customers.passwords(),
                        customers.passwordChanges(),
                        gate.limits());
        return new OwnAccountWiring(
                forgotten,
                List.of(
                        new AccountPages(
                                customers.accountCare(),
                                customers.signIn(),
                                gate.sessions(),
                                customers.visits()),
                        new ForgottenPages(forgotten, newPasswords),
                        new UninstallPages(customers.uninstalls(), customers.accountCare()),
                        new ConsentPages(consents)));
    }
}

package io.counterfoil.console;

import io.counterfoil.access.Audit;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountHistory;
import io.counterfoil.accounts.AccountRow;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.Contact;
import io.counterfoil.accounts.CustomerView;
import io.counterfoil.accounts.Customers;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.RepositoryKey;
import io.counterfoil.redemption.SpentCodes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts together all that is kept about a customer, for when they ask. Secrets are not in it. */
public final class PersonalData {
    private final Transactions transactions;
    private final Accounts accounts;
    private final SpentCodes codes;
    private final Mail mail;
    private final Audit audit;

    /** Data of {@code accounts}, the {@code codes} spent on them and {@code mail} about them. */
    public PersonalData(
            Transactions transactions,
            Accounts accounts,
            SpentCodes codes,
            Mail mail,
            Audit audit) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.codes = codes;
        this.mail = mail;
        this.audit = audit;
    }

    /** What knows accounts. */
    public record Accounts(Customers customers, AccountCare care, AccountHistory history) {}

    /**
     * All that is kept about a customer.
     *
     * @param exportedAt when it was put together
     * @param customer the customer with its contacts
     * @param accounts its accounts
     * @param mails the messages to its contacts, as far as they are kept
     */
    public record PersonalExport(
            Instant exportedAt,
            CustomerView customer,
            List<PersonalAccount> accounts,
            List<Mail.Posted> mails) {}

    /**
     * One account.
     *
     * @param account the account with its time, limits and use
     * @param grants what its time is made of
     * @param keys its repository keys, without their passwords
     * @param codes the codes spent on it, by their serial numbers
     * @param events what happened to it, the newest first
     */
    public record PersonalAccount(
            AccountView account,
            List<AccountHistory.Granted> grants,
            List<RepositoryKey> keys,
            List<SpentCodes.SpentCode> codes,
            List<PersonalEvent> events) {}

    /** One thing that happened. */
    public record PersonalEvent(Instant at, String what) {}

    /**
     * The data of a customer; that it was put together is noted in the audit log.
     *
     * @throws Refused if there is no such customer for this caller
     */
    public PersonalExport of(Caller caller, UUID id) {
        CustomerView customer = accounts.customers().find(caller, id);
        List<PersonalAccount> all =
                Slice.all(part -> accounts.customers().accounts(caller, id, null, part)).stream()
                        .map(row -> account(caller, row))
                        .toList();
        return transactions.write(
                caller,
                tx -> {
                    audit.record(tx, "customer.exported", "customer:" + id, Map.of());
                    return new PersonalExport(
                            tx.now(),
                            customer,
                            all,
                            customer.contacts().stream()
                                    .map(Contact::email)
                                    .distinct()
                                    .flatMap(address -> mail.postedTo(tx, address).stream())
                                    .toList());
                });
    }

    private PersonalAccount account(Caller caller, AccountRow row) {
        AccountHistory.History history = accounts.history().of(caller, row.id());
        return new PersonalAccount(
                accounts.care().view(caller, row.id()),
                history.grants(),
                history.keys(),
                codes.of(caller, row.id()),
                history.events().stream()
                        .map(
                                event ->
                                        new PersonalEvent(
                                                event.at(),
                                                AccountWords.what(event.type(), event.data())))
                        .toList());
    }
}

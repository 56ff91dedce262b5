package io.counterfoil.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.access.Audit;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountHistory;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.Consents;
import io.counterfoil.accounts.Granted;
import io.counterfoil.accounts.directory.AccountRow;
import io.counterfoil.accounts.directory.CustomerView;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.RepositoryKey;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.trials.Trials;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together all that is kept about a customer, for when they ask. Secrets are not in it. */
public final class PersonalData {
    private final Transactions transactions;
    private final Accounts accounts;
    private final SpentCodes codes;
    private final Letters letters;
    private final Audit audit;

    /**
     * Data of {@code accounts}, the {@code codes} spent on them and the {@code letters} to their
     * holders.
     */
    public PersonalData(
            Transactions transactions,
            Accounts accounts,
            SpentCodes codes,
            Letters letters,
            Audit audit) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.codes = codes;
        this.letters = letters;
        this.audit = audit;
    }

    /** What knows accounts. */
    public record Accounts(
            Directory directory, AccountCare care, AccountHistory history, Consents consents) {}

    /** What knows e-mail addresses: who was written to, left, or asked for a trial. */
    public record Letters(Mail mail, FollowUps followUps, Trials trials) {}

    /**
     * All that is kept about a customer.
     *
     * @param exportedAt when it was put together
     * @param customer the customer with its contacts
     * @param consents which of the contacts may be asked why, should they leave
     * @param followUps what is kept of whoever left before and had one of the contacts' addresses
     * @param trials what is kept of trials that were asked for with one of these addresses
     * @param accounts its accounts
     * @param mails the messages to its contacts, as far as they are kept
     * @param silenced those of their addresses that nothing is sent to
     */
    public record PersonalExport(
            Instant exportedAt,
            CustomerView customer,
            List<Consents.Agreed> consents,
            List<PersonalFollowUp> followUps,
            List<PersonalTrial> trials,
            List<PersonalAccount> accounts,
            List<Mail.Posted> mails,
            List<Mail.Silenced> silenced) {}

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
            List<Granted> grants,
            List<RepositoryKey> keys,
            List<SpentCodes.SpentCode> codes,
            List<PersonalEvent> events) {}

    /** What is kept of whoever left and had an address. */
    public record PersonalFollowUp(String address, FollowUps.KeptSeries kept) {}

    /** What is kept of trials that were asked for with an address. */
    public record PersonalTrial(String address, Trials.KeptTrial kept) {}

    /**
     * One thing that happened.
     *
     * @param reason why, if staff said that; null = they did not
     */
    public record PersonalEvent(
            Instant at,
            String what,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}

    /**
     * The data of a customer; that it was put together is noted in the audit log.
     *
     * @throws Refused if there is no such customer for this caller
     */
    public PersonalExport of(Caller caller, UUID id) {
        CustomerView customer = accounts.directory().customer(caller, id);
        List<PersonalAccount> all =
                Slice.all(part -> accounts.directory().accounts(caller, id, null, part)).stream()
                        .map(row -> account(caller, row))
                        .toList();
        return transactions.write(
                caller,
                tx -> {
                    audit.record(tx, "customer.exported", "customer:" + id, Map.of());
                    List<String> addresses =
                            customer.contacts().stream()
                                    .map(contact -> contact.email().toLowerCase(Locale.ROOT))
                                    .distinct()
                                    .toList();
                    return new PersonalExport(
                            tx.now(),
                            customer,
                            accounts.consents().of(tx, id),
                            addresses.stream()
                                    .flatMap(address -> followUp(tx, address).stream())
                                    .toList(),
                            addresses.stream()
                                    .flatMap(address -> trial(tx, address).stream())
                                    .toList(),
                            all,
                            addresses.stream()
                                    .flatMap(
                                            address -> letters.mail().postedTo(tx, address).stream())
                                    .toList(),
                            letters.mail().silenced(tx, addresses));
                });
    }

    private Optional<PersonalFollowUp> followUp(Tx tx, String address) {
        return letters.followUps()
                .of(tx, address)
                .map(kept -> new PersonalFollowUp(address, kept));
    }

    private Optional<PersonalTrial> trial(Tx tx, String address) {
        return letters.trials().of(tx, address).map(kept -> new PersonalTrial(address, kept));
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
                                                AccountWords.what(
                                                                event.type(),
                                                                event.data(),
                                                                ZoneOffset.UTC)
                                                        .toString(),
                                                event.data().path("reason").textValue()))
                        .toList());
    }
}

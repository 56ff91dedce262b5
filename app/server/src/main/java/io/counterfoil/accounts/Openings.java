package io.counterfoil.accounts;

import io.counterfoil.catalog.Plan;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.software.Software;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes new customers, contacts and accounts into the transaction that has reason to. */
public final class Openings {
    private static final String STATE = "state";
    private static final int MOST_MAILS_A_DAY = 5;
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Provisioning provisioning;
    private final Mail mail;
    private final Software software;
    private final EventLog events;
    private final Ids ids;

    /**
     * Accounts with their space from {@code provisioning}; holders hear of it by {@code mail}, and
     * where their {@code software} is.
     */
    public Openings(
            Provisioning provisioning, Mail mail, Software software, EventLog events, Ids ids) {
        this.provisioning = provisioning;
        this.mail = mail;
        this.software = software;
        this.events = events;
        this.ids = ids;
    }

    /**
     * What a new account is like.
     *
     * @param contact whose mail it gets
     * @param nameTaken what is said if the username is taken
     */
    record Seat(
            UUID id,
            Contact contact,
            Plan plan,
            String username,
            Supplier<Refused> nameTaken,
            @Nullable Long hardQuotaBytes,
            @Nullable Long userQuotaBytes) {}

    UUID nextId() {
        return ids.next();
    }

    /** A new customer with a first contact. */
    Contact customer(
            Tx tx, String name, String contactName, String email, boolean confirmed) {
        UUID customer = ids.next();
        new CustomerRepository(tx).insert(customer, name);
        return contact(tx, customer, contactName, email, confirmed);
    }

    /**
     * Makes sure that not many first mails went to an address today, of accounts that somebody opened
     * who may name anybody's.
     *
     * @throws Refused if they did
     */
    void requireFewMails(Tx tx, String email) {
        int mailed =
                mail.postedWithinADay(
                        tx, email, MailKind.TEMPORARY_PASSWORD, MailKind.ACCOUNT_OPENED);
        if (mailed >= MOST_MAILS_A_DAY) {
            throw Refused.tooMany(
                    A_DAY,
                    Text.of(
                            "We have sent {number} mails of this kind to {address} today already. Give another address, or try again tomorrow.",
                            "number",
                            MOST_MAILS_A_DAY,
                            "address",
                            email));
        }
    }

    /** A new contact. */
    Contact contact(Tx tx, UUID customer, String name, String email, boolean confirmed) {
        Contact contact = new Contact(ids.next(), customer, name, email, confirmed);
        new CustomerRepository(tx).insertContact(contact);
        return contact;
    }

    /**
     * A parent account, whose term is over until it is granted one.
     *
     * @param paid whether that one is paid for
     * @throws Refused if the username is taken, or if the customer has an account of this plan
     */
    RepositoryAccess parent(Tx tx, Seat seat, Passwords.Hashed password, boolean paid) {
        TermState term =
                paid
                        ? new TermState.Active(tx.now(), null)
                        : new TermState.Trial(tx.now(), null);
        if (!new OpeningRepository(tx).insert(seat, password, term)) {
            throw taken(tx, seat);
        }
        Desired desired =
                new Desired(seat.hardQuotaBytes(), seat.userQuotaBytes(), AccountState.OPEN);
        RepositoryAccess repository = provisioning.open(tx, seat.id(), desired);
        opened(
                tx,
                seat,
                Map.of(
                        "plan",
                        seat.plan().id().toString(),
                        "plan_version",
                        seat.plan().version(),
                        STATE,
                        term.label()));
        welcome(tx, seat, password, repository);
        return repository;
    }

    /**
     * An account under a parent that the caller has locked. From now on both share the parent's
     * space.
     *
     * @throws Refused if the username is taken
     */
    RepositoryAccess subAccount(
            Tx tx, Account parent, Seat seat, Passwords.Hashed password) {
        if (!new OpeningRepository(tx).insertUnder(parent.id(), seat, password)) {
            throw taken(tx, seat);
        }
        Desired parents = provisioning.placement(tx, parent.id()).orElseThrow().desired();
        Desired shared = parents.sharing(Quotas.pool(parent));
        provisioning.change(tx, parent.id(), shared);
        Desired desired =
                new Desired(
                        seat.hardQuotaBytes(),
                        seat.userQuotaBytes(),
                        shared.pool(),
                        shared.state());
        RepositoryAccess repository =
                provisioning.openBeside(tx, parent.id(), seat.id(), desired);
        opened(
                tx,
                seat,
                Map.of(
                        "plan",
                        seat.plan().id().toString(),
                        "parent",
                        parent.id().toString(),
                        STATE,
                        parent.term().label()));
        welcome(tx, seat, password, repository);
        return repository;
    }

    private void opened(Tx tx, Seat seat, Map<String, ?> facts) {
        events.append(tx, Subject.account(seat.id()), "opened", facts);
    }

    /** Mails a password that was made here; whoever has one of their own was told by who opened it. */
    private void welcome(
            Tx tx, Seat seat, Passwords.Hashed password, RepositoryAccess repository) {
        String temporary = password.temporary();
        if (temporary != null) {
            post(
                    tx,
                    MailKind.TEMPORARY_PASSWORD,
                    seat,
                    repository,
                    Map.of("password", temporary));
        }
    }

    /** Mails to somebody who chose a password of their own what they have, and how to begin. */
    void confirm(Tx tx, Seat seat, RepositoryAccess repository) {
        post(tx, MailKind.ACCOUNT_OPENED, seat, repository, Map.of());
    }

    private void post(
            Tx tx,
            MailKind kind,
            Seat seat,
            RepositoryAccess repository,
            Map<String, String> secrets) {
        Map<String, String> values = new HashMap<>();
        Contact contact = seat.contact();
        values.put(
                "username",
                Contact.mailed(seat.username(), contact.greeting(), contact.email()));
        values.put("plan", seat.plan().name());
        values.put("repository", repository.url());
        values.put("repositoryUser", repository.username());
        software.address(tx).ifPresent(address -> values.put("software", address));
        mail.post(
                tx, new Message(kind, contact.greeting(), contact.email(), values, secrets));
    }

    /** Why an account could not be inserted. */
    private static Refused taken(Tx tx, Seat seat) {
        if (new AccountRepository(tx).findByUsername(seat.username()).isPresent()) {
            return seat.nameTaken().get();
        }
        String present =
                new OpeningRepository(tx)
                        .parentOf(seat.contact().customer(), seat.plan().id())
                        .orElseThrow(
                                () -> new IllegalStateException("an account that nothing hinders"));
        return new Refused(
                ProblemType.CONFLICT,
                Text.of(
                        "This customer has the account {account} with the plan {plan} already,"
                                + " and one is all that a customer has of a plan. Extend that"
                                + " one, open a sub-account of it, or choose another plan.",
                        "account",
                        present,
                        "plan",
                        seat.plan().name()));
    }
}

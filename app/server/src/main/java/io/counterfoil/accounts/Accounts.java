package io.counterfoil.accounts;

import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.terms.Term;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens accounts and extends their terms, in the transaction of the feature that has reason to. */
public final class Accounts {
    private final Openings openings;
    private final Terms terms;
    private final TermLedger ledger;
    private final Announcements announcements;
    private final EventLog events;

    /**
     * Accounts as {@code openings} writes them, whose time {@code terms} looks after and {@code
     * ledger} keeps; their holders are told by {@code announcements}.
     */
    public Accounts(
            Openings openings,
            Terms terms,
            TermLedger ledger,
            Announcements announcements,
            EventLog events) {
        this.openings = openings;
        this.terms = terms;
        this.ledger = ledger;
        this.announcements = announcements;
        this.events = events;
    }

    /**
     * What a new account starts with.
     *
     * @param paid whether its first time is paid for
     */
    public record Start(Plan plan, boolean paid) {}

    /**
     * Opens an account for a new customer with the plan's quota and a place on a node. Its term is
     * over until it is granted one. Its holder gets a first mail, with the password if that was
     * made here.
     *
     * @param id its id, which the caller may need before
     * @param field the name of the username's field in the request
     * @return the way to its repository, shown once
     * @throws Refused if the username is taken
     */
    public RepositoryAccess open(
            Tx tx,
            UUID id,
            NewAccount account,
            Passwords.Hashed password,
            Start start,
            String field) {
        Contact contact =
                openings.customer(
                        tx, account.name(), account.name(), account.email(), account.confirmed());
        Openings.Seat seat =
                new Openings.Seat(
                        id,
                        contact,
                        start.plan(),
                        account.username(),
                        () -> Refused.field(field, taken(account.username())),
                        start.plan().hardQuotaBytes(),
                        null);
        RepositoryAccess repository = openings.parent(tx, seat, password, start.paid());
        if (password.temporary() == null) {
            openings.confirm(tx, seat, repository);
        }
        if (account.followUp()) {
            Consents.note(tx, events, id, true);
        }
        return repository;
    }

    /**
     * Makes sure that an account can still be extended.
     *
     * @throws Refused if its end has begun
     */
    public void requireOpen(Account account) {
        Terms.requireOpen(account.term());
    }

    /**
     * Keeps whoever changes a plan of the customer of an account waiting until the transaction ends.
     * Before a code is spent, since they hold the customer when they spend theirs.
     */
    public void holdPlans(Tx tx, Account of) {
        if (new CustomerRepository(tx).lockName(of.customer()).isEmpty()) {
            throw new IllegalStateException("an account without a customer");
        }
    }

    /**
     * Opens another parent account for the customer of one that exists, whose plans are held, with
     * the plan's quota. Mail about both goes to the same contact; otherwise as {@link #open}.
     *
     * @throws Refused if the username is taken or the customer has an account of the plan
     */
    public RepositoryAccess openAnother(
            Tx tx,
            UUID id,
            Account of,
            String username,
            Passwords.Hashed password,
            Start start) {
        Contact contact = new CustomerRepository(tx).lockContact(of.contact()).orElseThrow();
        Openings.Seat seat =
                new Openings.Seat(
                        id,
                        contact,
                        start.plan(),
                        username,
                        () -> Refused.field("second_username", taken(username)),
                        start.plan().hardQuotaBytes(),
                        null);
        return openings.parent(tx, seat, password, start.paid());
    }

    /** What a grant would do to a term that ends at {@code end}, or to a new one if it is null. */
    public Term.Extension foresee(Tx tx, @Nullable Instant end, Period period) {
        return Term.extend(end, tx.now(), period, terms.rules(tx));
    }

    /** How far ahead of now the provider lets time be added up, in years. */
    Period longest(Tx tx) {
        return terms.rules(tx).longest();
    }

    /** Where the days of terms begin. */
    public ZoneId zone(Tx tx) {
        return terms.rules(tx).zone();
    }

    /**
     * Grants a redemption's period to a parent account, and lets backups go on if they had stopped;
     * nothing is written if the term would get too long.
     *
     * @param paid whether the time was paid for
     * @throws Refused if it is a sub-account, or its end has begun
     */
    public Term.Extension grant(
            Tx tx, UUID account, UUID redemption, Period period, boolean paid) {
        return ledger.extend(
                tx, account, period, TermLedger.Basis.redemption(redemption, paid));
    }

    /**
     * Mails to the holders of a parent account and of those under it that a code was redeemed for it,
     * once its time was granted. Whoever opens an account with a code gets a first mail instead.
     *
     * @param product what the code stood for
     * @param plan the plan that the account has now
     */
    public void tellRedeemed(Tx tx, UUID account, Product product, Plan plan) {
        TermRepository repository = new TermRepository(tx);
        announcements.redeemed(
                tx,
                repository.family(account),
                product,
                plan,
                repository.find(account).orElseThrow());
    }

    /** Grants the free time of a trial to a parent account; otherwise as {@link #grant}. */
    public Term.Extension grantTrial(Tx tx, UUID account, Period period) {
        return ledger.extend(tx, account, period, TermLedger.Basis.trial());
    }

    /** Grants a period without a code; otherwise as {@link #grant}. */
    Term.Extension grantByHand(Tx tx, UUID account, Period period, boolean paid) {
        return ledger.extend(tx, account, period, TermLedger.Basis.byHand(paid, null));
    }

    /** The account, as far as the caller may see it. */
    public Optional<Account> find(Tx tx, UUID id) {
        return new AccountRepository(tx).find(id);
    }

    /** The same, which nobody else changes until the transaction ends. */
    Optional<Account> lock(Tx tx, UUID id) {
        return new TermRepository(tx).lock(id).flatMap(term -> find(tx, id));
    }

    /** The account of this username, as accounts have it. */
    public Optional<Account> findByUsername(Tx tx, String username) {
        return new AccountRepository(tx)
                .findByUsername(username)
                .map(AccountRepository.Login::account);
    }

    /**
     * An account and whom mail about it goes to.
     *
     * @param parent whose sub-account it is; null = it is a parent account
     * @param greeting what mail calls the contact
     * @param email the contact's
     */
    public record Holder(
            UUID account,
            @Nullable UUID parent,
            String username,
            String greeting,
            String email) {
        /** What mail calls the account. */
        public String mailed() {
            return Contact.mailed(username, greeting, email);
        }

        @Override
        public String toString() {
            return "Holder[" + account + "]";
        }
    }

    /** Whom mail about an account goes to; empty if there is no such account, or it is deleted. */
    public Optional<Holder> holder(Tx tx, UUID account) {
        return new AccountRepository(tx).holder(account);
    }

    /**
     * The accounts that somebody may mean who names one, or where its mail goes: parent accounts
     * and older ones first.
     *
     * @param who a username or an e-mail address, as somebody typed it
     */
    public List<Holder> meant(Tx tx, String who, int limit) {
        return new AccountRepository(tx)
                .holders(NewAccount.username(who), who.strip(), limit);
    }

    /** The accounts that share a contact, the oldest first. */
    public List<Holder> sharing(Tx tx, UUID contact, int limit) {
        return new AccountRepository(tx).sharing(contact, limit);
    }

    private static String taken(String username) {
        return Fields.isEmail(username)
                ? "There is an account with this username already. If it is yours, extend it"
                        + " instead; if not, please choose another username."
                : "This username is taken. Please choose another, such as your e-mail address.";
    }
}

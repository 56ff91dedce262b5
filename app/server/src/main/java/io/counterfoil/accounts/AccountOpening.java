package io.counterfoil.accounts;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Edition;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.terms.Term;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens accounts by hand: no code is needed for them, only somebody who may do that. */
public final class AccountOpening {
    /** So many sub-accounts are opened under one parent within a day by its holder. */
    static final int MOST_A_DAY = 20;

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Transactions transactions;
    private final Catalog catalog;
    private final Openings openings;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Provisioning provisioning;

    /** Accounts of the plans in {@code catalog}. */
    public AccountOpening(
            Transactions transactions,
            Catalog catalog,
            Openings openings,
            Accounts accounts,
            Passwords passwords,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.openings = openings;
        this.accounts = accounts;
        this.passwords = passwords;
        this.provisioning = provisioning;
    }

    /**
     * Opens an account for a new customer, another one for a known customer, or a sub-account. Its
     * secrets are in the answer, this once.
     *
     * @throws Refused if a field is wrong, the username is taken, the customer has an account of
     *     this plan, or the parent is a sub-account itself, takes no backups or is to be
     *     deleted
     */
    public OpenedAccount open(Caller caller, OpeningRequest request) {
        return open(caller, request, false);
    }

    /**
     * Opens a sub-account as the holder of its parent wants it, who may name any address: that one
     * counts as confirmed only once a link that was mailed there is followed, and a day brings at
     * most {@value #MOST_A_DAY} under one parent, so that nobody writes to strangers in the
     * provider's name.
     *
     * @throws Refused as for {@link #open}, or if there were so many within a day already,
     *     whoever opened them
     */
    public OpenedAccount openByHolder(Caller holder, OpeningRequest request) {
        return open(holder, request, true);
    }

    private OpenedAccount open(Caller caller, OpeningRequest request, boolean byHolder) {
        Fields fields = new Fields();
        Opening asked = Opening.checked(fields, request);
        fields.done();
        Passwords.Hashed password = passwords.hash(asked.password());
        OpenedAccount opened =
                transactions.once(
                        caller,
                        OpenedAccount.class,
                        tx -> open(tx, asked, password, byHolder));
        return opened.withStorageReady(provisioning.deliverNow(opened.account()));
    }

    private OpenedAccount open(
            Tx tx, Opening asked, Passwords.Hashed password, boolean byHolder) {
        return switch (asked.place()) {
            case Opening.Place.NewCustomer(String name, UUID plan, Period term) -> {
                Opening.MailTo.Own own = (Opening.MailTo.Own) asked.mailTo();
                String contactName = own.name() == null ? name : own.name();
                Contact contact = openings.customer(tx, name, contactName, own.email(), true);
                yield parent(tx, asked, password, contact, plan(tx, plan), term);
            }
            case Opening.Place.AnotherParent(UUID customer, UUID plan, Period term) -> {
                String name =
                        new CustomerRepository(tx)
                                .lockName(customer)
                                .orElseThrow(() -> unknown("customer", "customer"));
                Contact contact = contact(tx, asked, customer, name, true);
                yield parent(tx, asked, password, contact, plan(tx, plan), term);
            }
            case Opening.Place.SubAccount(UUID parent) ->
                    subAccount(tx, asked, password, lockParent(tx, parent), byHolder);
        };
    }

    private OpenedAccount parent(
            Tx tx,
            Opening asked,
            Passwords.Hashed password,
            Contact contact,
            Plan plan,
            @Nullable Period term) {
        Period period = term == null ? trial(plan) : term;
        Long bytes = asked.hardQuotaBytes();
        Openings.Seat seat =
                seat(asked, contact, plan, bytes == null ? plan.hardQuotaBytes() : bytes);
        boolean paid = term != null && plan.edition() != Edition.TRIAL;
        RepositoryAccess repository = openings.parent(tx, seat, password, paid);
        return switch (accounts.grantByHand(tx, seat.id(), period, paid)) {
            case Term.Extension.Extended(Instant from, Instant to) ->
                    opened(seat, null, to, password, repository);
            case Term.Extension.TooLong(Instant latest) ->
                    throw Refused.field(
                            "term",
                            Text.of(
                                    "At most {years} years.",
                                    "years",
                                    accounts.longest(tx).getYears()));
        };
    }

    private OpenedAccount subAccount(
            Tx tx,
            Opening asked,
            Passwords.Hashed password,
            Account parent,
            boolean byHolder) {
        if (byHolder) {
            checkNotTooMany(tx, parent.id());
        }
        Quotas.checkWithin(parent, asked.hardQuotaBytes());
        Plan plan = catalog.plan(tx, parent.plan()).orElseThrow();
        Contact contact = contact(tx, asked, parent, !byHolder);
        Openings.Seat seat = seat(asked, contact, plan, asked.hardQuotaBytes());
        RepositoryAccess repository = openings.subAccount(tx, parent, seat, password);
        return opened(seat, parent.id(), parent.term().end(), password, repository);
    }

    // The parent is locked, so that nobody else opens one at the same time.
    private static void checkNotTooMany(Tx tx, UUID parent) {
        if (new OpeningRepository(tx).openedUnder(parent, tx.now().minus(A_DAY)) >= MOST_A_DAY) {
            throw Refused.tooMany(
                    A_DAY,
                    Text.of(
                            "{number} sub-accounts were opened here within a day, which is as many as we open without a question. Try again tomorrow, or write to us if you need more today.",
                            "number",
                            MOST_A_DAY));
        }
    }

    private Account lockParent(Tx tx, UUID id) {
        Account parent =
                accounts.lock(tx, id).orElseThrow(() -> unknown("parent", "account"));
        if (parent.parent() != null) {
            throw Refused.field(
                    "parent",
                    Text.of(
                            "{account} is a sub-account itself. Take its parent account instead,"
                                    + " or open a parent account.",
                            "account",
                            parent.username()));
        }
        if (!parent.term().takesBackups()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The time of {account} is over, so a sub-account could not make any backup. Extend it first.",
                            "account",
                            parent.username()));
        }
        if (!(parent.term() instanceof TermState.Living)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "{account} is to be deleted, and a sub-account would go with it. Take that back first, or extend the account, if it shall stay.",
                            "account",
                            parent.username()));
        }
        return parent;
    }

    private Contact contact(Tx tx, Opening asked, Account parent, boolean confirmed) {
        return asked.mailTo() instanceof Opening.MailTo.Usual
                ? new CustomerRepository(tx).lockContact(parent.contact()).orElseThrow()
                : contact(tx, asked, parent.customer(), parent.name(), confirmed);
    }

    private Contact contact(
            Tx tx, Opening asked, UUID customer, String name, boolean confirmed) {
        CustomerRepository repository = new CustomerRepository(tx);
        return switch (asked.mailTo()) {
            case Opening.MailTo.Shared(UUID contact) ->
                    repository
                            .lockContact(contact)
                            .filter(found -> found.customer().equals(customer))
                            .orElseThrow(
                                    () ->
                                            Refused.field(
                                                    "contact",
                                                    "This customer has no such contact. Choose one"
                                                            + " of theirs, or give an e-mail"
                                                            + " address for a new one."));
            case Opening.MailTo.Own(String own, String email) -> {
                if (!confirmed) {
                    openings.requireFewMails(tx, email);
                }
                yield openings.contact(
                        tx, customer, own == null ? name : own, email, confirmed);
            }
            case Opening.MailTo.Usual() ->
                    repository
                            .lockFirstContact(customer)
                            .orElseThrow(
                                    () -> Refused.field("email", "This customer has no contact."));
        };
    }

    private Plan plan(Tx tx, UUID id) {
        return catalog.plan(tx, id).orElseThrow(() -> unknown("plan", "plan"));
    }

    private static Period trial(Plan plan) {
        Integer days = plan.trialDays();
        if (days == null) {
            throw Refused.field(
                    "term",
                    Text.of(
                            "Please say for how long, such as P1Y: the plan {plan} has no trial"
                                    + " days.",
                            "plan",
                            plan.name()));
        }
        return Period.ofDays(days);
    }

    private Openings.Seat seat(
            Opening asked, Contact contact, Plan plan, @Nullable Long hardQuotaBytes) {
        return new Openings.Seat(
                openings.nextId(),
                contact,
                plan,
                asked.username(),
                () ->
                        Refused.field(
                                "username",
                                Text.of(
                                        "{username} is the username of another account. Please choose another one.",
                                        "username",
                                        asked.username())),
                hardQuotaBytes,
                asked.userQuotaBytes());
    }

    private static OpenedAccount opened(
            Openings.Seat seat,
            @Nullable UUID parent,
            Instant end,
            Passwords.Hashed password,
            RepositoryAccess repository) {
        return new OpenedAccount(
                seat.id(),
                seat.contact().customer(),
                seat.contact().id(),
                parent,
                seat.username(),
                end,
                password.temporary(),
                repository,
                false);
    }

    private static Refused unknown(String field, String what) {
        return Refused.field(
                field,
                Text.of("There is no such {thing}. Check the id.", "thing", Text.of(what)));
    }
}

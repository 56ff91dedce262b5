package io.counterfoil.accounts.own;

import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.AccountLinks;
import io.counterfoil.accounts.AccountSignIn;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.Contact;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets holders of accounts say who they are and where their mail goes. A new address takes the
 * present password, since whoever has the mail of an account can set a new one. It counts once
 * somebody has followed the link that was mailed there; the one before is told when it is asked for
 * and when it is done.
 */
public final class OwnContacts {
    private static final int MOST_NAMED = 10;
    private static final int MOST_TOLD_A_DAY = 5;
    private static final String PRESENT = "present";

    private final Transactions transactions;
    private final Accounts accounts;
    private final Contacts contacts;
    private final AccountLinks links;
    private final Mail mail;
    private final AccountSignIn signIn;

    /**
     * Contacts of {@code accounts}; new addresses are confirmed by {@code links}, for those whose
     * password {@code signIn} knows.
     */
    public OwnContacts(
            Transactions transactions,
            Accounts accounts,
            Contacts contacts,
            AccountLinks links,
            Mail mail,
            AccountSignIn signIn) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.contacts = contacts;
        this.links = links;
        this.mail = mail;
        this.signIn = signIn;
    }

    /**
     * Whom mail about an account goes to.
     *
     * @param name theirs
     * @param email their address
     * @param greeting what mail calls them
     * @param confirmed whether somebody is known to read there
     * @param awaited the address that waits to be confirmed; null = none
     * @param others the usernames of other accounts that share this contact, some of them if they
     *     are many
     * @param mayChange whether the holder may: whoever could change where the mail of somebody
     *     else's account goes, could set its password
     */
    public record OwnContact(
            String name,
            String email,
            String greeting,
            boolean confirmed,
            @Nullable String awaited,
            List<String> others,
            boolean mayChange) {
        public OwnContact {
            others = List.copyOf(others);
        }

        @Override
        public String toString() {
            return "OwnContact[…]";
        }
    }

    /**
     * An address that waits for its confirmation.
     *
     * @param username of the account whose mail shall go there
     * @param email the address
     */
    public record Awaited(String username, String email) {
        @Override
        public String toString() {
            return "Awaited[…]";
        }
    }

    /**
     * A contact as its holder wants it.
     *
     * @param present the present password; needed for another address only
     * @param from where it comes from
     */
    record Wish(
            @Nullable String name,
            @Nullable String email,
            @Nullable String present,
            TriedFrom from) {
        @Override
        public String toString() {
            return "Wish[…]";
        }
    }

    /** Whom mail about an account goes to. */
    OwnContact of(Caller caller, UUID id) {
        return transactions.read(caller, tx -> contact(tx, account(tx, id)));
    }

    /**
     * Changes the name at once, and asks at an address that is new or was never confirmed whether
     * it is right.
     *
     * @return whether an address is asked
     * @throws Refused if a field is wrong, the holder may not change the contact, the address is
     *     another one and the password is not theirs, or so many addresses were asked today already
     */
    boolean change(Caller caller, UUID id, Wish wish) {
        Fields fields = new Fields();
        String name = fields.text("name", wish.name(), NewAccount.LONGEST_NAME);
        String email = fields.email("email", wish.email(), of(caller, id).email());
        fields.done();
        Optional<AccountSignIn.Proven> proven = proven(caller, id, email, wish);
        return transactions.once(
                caller,
                Boolean.class,
                tx -> {
                    boolean knowsPassword =
                            proven.filter(known -> signIn.holds(tx, known)).isPresent();
                    Account account = account(tx, id);
                    OwnContact contact = contact(tx, account);
                    if (!contact.mayChange()) {
                        throw shared();
                    }
                    boolean another = !contact.email().equals(email);
                    if (another && !knowsPassword) {
                        throw proven.isPresent() ? notPresent() : passwordNeeded();
                    }
                    if (!contact.name().equals(name)) {
                        contacts.change(tx, account.contact(), name, null);
                    }
                    if (!another && contact.confirmed()) {
                        links.end(tx, id, AccountLinks.Kind.EMAIL);
                        return false;
                    }
                    String token =
                            links.confirming(tx, id, email).orElseThrow(AccountLinks::tooMany);
                    // Nothing in it was typed by the holder: the page behind the link names the
                    // account to whoever follows it.
                    UUID message =
                            mail.post(
                                    tx,
                                    new Message(
                                                    MailKind.EMAIL_CONFIRMATION,
                                                    email,
                                                    email,
                                                    Map.of(),
                                                    Map.of("token", token))
                                            .until(links.tooLate(tx)));
                    links.carriedBy(tx, message, AccountLinks.Kind.EMAIL, List.of(id));
                    if (another) {
                        tell(tx, MailKind.EMAIL_CHANGE_ASKED, contact, account.username(), email);
                    }
                    return true;
                });
    }

    /** The present password, if the holder knows it; empty if the address is no other one. */
    private Optional<AccountSignIn.Proven> proven(
            Caller caller, UUID id, String email, Wish wish) {
        OwnContact contact = of(caller, id);
        if (!contact.mayChange()) {
            throw shared();
        }
        if (contact.email().equals(email)) {
            return Optional.empty();
        }
        String present = wish.present();
        if (present == null || present.isEmpty()) {
            throw passwordNeeded();
        }
        String username = transactions.read(caller, tx -> account(tx, id).username());
        return Optional.of(
                signIn.verify(caller, username, present, wish.from())
                        .orElseThrow(OwnContacts::notPresent));
    }

    /** What a link confirms; nothing is used up by asking. */
    Optional<Awaited> awaited(Caller visitor, @Nullable String token) {
        return transactions.read(
                visitor.forProvider(),
                tx ->
                        links.find(tx, AccountLinks.Kind.EMAIL, token)
                                .flatMap(link -> awaited(tx, link)));
    }

    /**
     * Sends mail to the address that a link was mailed to from now on, and tells the one before.
     *
     * @throws Refused if the link is not good any more
     */
    Awaited confirm(Caller visitor, @Nullable String token) {
        return transactions.write(
                visitor.forProvider(),
                tx ->
                        links.take(tx, AccountLinks.Kind.EMAIL, token)
                                .flatMap(link -> confirm(tx, link))
                                .orElseThrow(OwnContacts::deadLink));
    }

    private Optional<Awaited> confirm(Tx tx, AccountLinks.Link link) {
        Optional<Awaited> awaited = awaited(tx, link);
        awaited.ifPresent(
                confirmed -> {
                    Account account = account(tx, link.account());
                    OwnContact before = contact(tx, account);
                    contacts.change(tx, account.contact(), null, confirmed.email());
                    if (!before.email().equalsIgnoreCase(confirmed.email())) {
                        tell(
                                tx,
                                MailKind.EMAIL_CHANGED,
                                before,
                                confirmed.username(),
                                confirmed.email());
                    }
                });
        return awaited;
    }

    /**
     * Tells the address of a contact of another one, without telling that. To where nobody is known
     * to read, not even a part of what was typed goes, and not more than a few a day.
     */
    private void tell(
            Tx tx, MailKind kind, OwnContact contact, String username, String another) {
        Map<String, String> values = new HashMap<>();
        values.put("username", Contact.mailed(username, contact.greeting(), contact.email()));
        if (contact.confirmed()) {
            values.put("hint", hint(another));
        } else if (mail.postedWithinADay(tx, contact.email(), kind) >= MOST_TOLD_A_DAY) {
            return;
        }
        mail.post(tx, Message.of(kind, contact.greeting(), contact.email(), values));
    }

    private Optional<Awaited> awaited(Tx tx, AccountLinks.Link link) {
        String email = link.email();
        return email == null
                ? Optional.empty()
                : accounts.find(tx, link.account())
                        .filter(account -> account.term().isOpen())
                        .filter(account -> contact(tx, account).mayChange())
                        .map(account -> new Awaited(account.username(), email));
    }

    private OwnContact contact(Tx tx, Account account) {
        Contact own = contacts.find(tx, account.contact()).orElseThrow();
        List<String> others =
                accounts.sharing(tx, account.contact(), MOST_NAMED).stream()
                        .filter(holder -> !holder.account().equals(account.id()))
                        .map(Accounts.Holder::username)
                        .toList();
        return new OwnContact(
                own.name(),
                own.email(),
                own.greeting(),
                own.confirmed(),
                links.awaited(tx, account.id()).orElse(null),
                others,
                account.parent() == null || others.isEmpty());
    }

    private Account account(Tx tx, UUID id) {
        return accounts.find(tx, id).orElseThrow(() -> Refused.notFound("account"));
    }

    /** So much of an address as its owner knows it again, and nobody else learns it. */
    static String hint(String email) {
        int at = email.lastIndexOf('@');
        return email.substring(0, email.offsetByCodePoints(0, 1)) + "…" + email.substring(at);
    }

    private static Refused notPresent() {
        return Refused.field(PRESENT, "This is not your present password.");
    }

    private static Refused passwordNeeded() {
        return Refused.field(
                PRESENT, "Please type your present password too, since the address is a new one.");
    }

    private static Refused shared() {
        return new Refused(
                ProblemType.CONFLICT,
                "Other accounts share this contact, so the holder of the main account changes it."
                        + " Nothing was changed.");
    }

    private static Refused deadLink() {
        return new Refused(
                ProblemType.GONE,
                "This link was used already, it is older than a day, or another address was given"
                        + " since. Mail goes where it went before.");
    }
}

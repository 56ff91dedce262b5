package io.counterfoil.access;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first steps: a provider and its first owner, let in by a link that works once, for 24 hours.
 */
public final class Setup {
    private static final Actor ACTOR = Actor.job("set-up");
    private static final Caller INSTALLER = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final Providers providers;
    private final People people;
    private final SetupLinks links;
    private final FirstSender sender;
    private final Ids ids;

    /**
     * What makes the first owner.
     *
     * @param staff where they are added
     * @param hasher how their password is kept
     * @param sessions by which they are signed in at once
     */
    public record People(StaffMembers staff, PasswordHasher hasher, Sessions sessions) {}

    /** Set-up through {@code links}, which asks for a {@code sender} too. */
    public Setup(
            Transactions transactions,
            Providers providers,
            People people,
            SetupLinks links,
            FirstSender sender,
            Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.people = people;
        this.links = links;
        this.sender = sender;
        this.ids = ids;
    }

    /**
     * What the first owner filled in.
     *
     * @param providerName the provider's name; asked for only when it is new, as the next three
     * @param webAddress host, with a port if it is not the usual one
     * @param timeZone such as Europe/Berlin
     * @param currency such as EUR
     * @param sender the address from which the provider's messages come; empty: the usual one
     * @param name the owner's name
     * @param email by which they will sign in
     * @param password what they chose
     */
    public record Form(
            @Nullable String providerName,
            @Nullable String webAddress,
            @Nullable String timeZone,
            @Nullable String currency,
            @Nullable String sender,
            @Nullable String name,
            @Nullable String email,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Form[…]";
        }
    }

    /**
     * A link for the first provider's owner, as path and query; empty once there is a provider. An
     * earlier one that nobody used ends with it.
     */
    public Optional<String> linkIfNeeded() {
        return transactions.write(
                INSTALLER,
                tx -> providers.none(tx) ? Optional.of(links.make(tx, null)) : Optional.empty());
    }

    /**
     * Adds a provider and returns the link, as path and query, that lets in its first owner. A link
     * for the first provider ends with it: it would make one more. For a provider that was added
     * and whose first owner never came, only the link is new.
     *
     * @throws Refused if a field is wrong or the web address is taken
     */
    public String addProvider(String name, String webAddress, String timeZone, String currency) {
        Optional<Provider> waiting =
                providers.all().stream()
                        .filter(provider -> provider.webAddress().equalsIgnoreCase(webAddress))
                        .filter(this::hasNobody)
                        .findAny();
        return transactions.write(
                INSTALLER,
                tx -> {
                    if (waiting.isPresent()) {
                        return links.make(tx, waiting.get().id());
                    }
                    Provider provider = providers.add(tx, name, webAddress, timeZone, currency);
                    links.endFirst(tx);
                    return links.make(tx, provider.id());
                });
    }

    private boolean hasNobody(Provider provider) {
        Caller caller = new Caller(new Scope.Provider(provider.id()), ACTOR);
        return people.staff().list(caller, null).isEmpty();
    }

    /**
     * Whether the link makes a provider too, or only lets in the owner of one.
     *
     * @throws Refused if the link was used, is too old or never was one
     */
    boolean makesProvider(@Nullable String token) {
        return link(token).provider() == null;
    }

    /** The address from which messages come without one of the provider's own; empty: none. */
    String usualSender() {
        return sender.usual();
    }

    /**
     * Uses the link up: makes the provider if it is the first, and its owner.
     *
     * @return the token of the owner's session
     * @throws Refused if the link is no good, or a field is wrong; it can be used again then
     */
    String carryOut(@Nullable String token, Form form) {
        SetupLinks.Link link = link(token);
        UUID provider = link.provider() == null ? ids.next() : link.provider();
        NewMember first = new NewMember(form.email(), form.name(), "owner", null);
        // All that is wrong is told at once: each new try takes the password again.
        Fields fields = new Fields();
        if (link.provider() == null) {
            Providers.checked(provider, facts(form), fields);
        }
        String from = sender.check(fields, "sender", provider, form.sender());
        first.checked(provider, fields);
        String password =
                PasswordRule.check(
                        fields,
                        "password",
                        form.password(),
                        form.name(),
                        form.email(),
                        form.providerName());
        fields.done();
        String hash = people.hasher().hash(password);
        Caller owner = new Caller(new Scope.Provider(provider), ACTOR);
        return transactions.write(
                owner,
                tx -> {
                    if (!links.use(tx, String.valueOf(token))) {
                        throw noGood();
                    }
                    if (link.provider() == null) {
                        providers.add(tx, provider, facts(form));
                    }
                    if (from != null) {
                        sender.keep(tx, from);
                    }
                    Member member = people.staff().add(tx, first, hash);
                    return people.sessions().openForStaff(tx, member);
                });
    }

    private static Providers.Facts facts(Form form) {
        return new Providers.Facts(
                form.providerName(), form.webAddress(), form.timeZone(), form.currency());
    }

    private SetupLinks.Link link(@Nullable String token) {
        return transactions
                .read(
                        INSTALLER,
                        tx ->
                                token == null
                                        ? Optional.<SetupLinks.Link>empty()
                                        : links.find(tx, token))
                .orElseThrow(Setup::noGood);
    }

    private static Refused noGood() {
        return new Refused(
                ProblemType.GONE,
                "This set-up link was used already or is older than a day. Whoever installed the"
                        + " service gets a new one from the console when they start it again, or"
                        + " from the command add-provider.");
    }
}

package io.counterfoil.signin.openid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.BaseEncoding;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Member;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.BrokenSealException;
import io.counterfoil.codes.Seal;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.signin.Notices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a provider's staff sign in at its OpenID provider. It finds people who are there already, by
 * who they are known as or, the first time, by an e-mail address that the OpenID provider has made
 * sure of; it makes nobody, and gives no role.
 */
public final class OpenIdSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);
    private static final ObjectMapper JSON = Json.mapper();
    private static final Duration GOOD = Duration.ofMinutes(10);
    private static final int RANDOM_BYTES = 32;
    private static final BaseEncoding TEXT = BaseEncoding.base64Url().omitPadding();

    private final Transactions transactions;
    private final OpenIdProviders providers;
    private final OpenIdClient client;
    private final Visits visits;
    private final StaffMembers staff;
    private final Told told;

    /**
     * How a browser keeps what its sign-in is known by.
     *
     * @param seal so that it can't read or change it
     * @param random of which that is made
     */
    record Visits(Seal seal, SecureRandom random) {}

    /** Who hears of it. */
    record Told(Notices notices, Audit audit) {}

    /** Signs {@code staff} in at {@code providers}, which {@code client} asks. */
    OpenIdSignIn(
            Transactions transactions,
            OpenIdProviders providers,
            OpenIdClient client,
            Visits visits,
            StaffMembers staff,
            Told told) {
        this.transactions = transactions;
        this.providers = providers;
        this.client = client;
        this.visits = visits;
        this.staff = staff;
        this.told = told;
    }

    /**
     * A sign-in that begins.
     *
     * @param there where the browser goes
     * @param kept what it brings back, sealed
     */
    record Begun(URI there, String kept) {}

    /**
     * What the browser came back with.
     *
     * @param code for which there is a token
     * @param error why there is none
     */
    record Answer(
            @Nullable String code,
            @Nullable String state,
            @Nullable String error,
            @Nullable String issuer) {
        @Override
        public String toString() {
            return "Answer[…]";
        }
    }

    /**
     * Who has come.
     *
     * @param bothSteps whether nothing more is asked of them
     */
    record Come(UUID staff, boolean bothSteps) {}

    private record Kept(String state, String nonce, String verifier, Instant until) {
        OpenIdClient.Marks marks() {
            return new OpenIdClient.Marks(state, nonce, verifier);
        }
    }

    /** What is set up, with its secret. */
    private record SetUp(OpenIdProvider provider, String secret, URI callback, Instant now) {
        @Override
        public String toString() {
            return "SetUp[" + provider + "]";
        }
    }

    /**
     * Begins a sign-in.
     *
     * @throws Refused if there is nowhere to sign in, or it can't be reached
     */
    Begun begin(Caller visitor) {
        SetUp set = set(visitor);
        Kept kept = new Kept(random(), random(), random(), set.now().plus(GOOD));
        try {
            return new Begun(
                    client.begin(set.provider(), set.callback(), kept.marks()),
                    seal(visitor, kept));
        } catch (OpenIdClient.Unreachable e) {
            throw away(set, e);
        }
    }

    /**
     * Finds out who has come back.
     *
     * @param sealed what the browser kept
     * @throws Refused if that is nobody, or can't be believed
     */
    Come finish(Caller visitor, Answer answer, @Nullable String sealed) {
        SetUp set = set(visitor);
        Kept kept =
                opened(visitor, sealed)
                        .filter(found -> set.now().isBefore(found.until()))
                        .filter(found -> same(found.state(), answer.state()))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.INVALID,
                                                "This sign-in was begun in another browser, or took"
                                                        + " more than ten minutes. Please begin"
                                                        + " again."));
        requireIssuer(set, answer.issuer());
        if (answer.error() != null || answer.code() == null || answer.code().isBlank()) {
            throw new Refused(
                    ProblemType.INVALID,
                    Text.of(
                            "{name} did not let you in, or you changed your mind. Try again, or"
                                    + " sign in with your password.",
                            "name",
                            set.provider().name()));
        }
        OpenIdClient.Identity identity = identity(set, answer.code(), kept);
        return transactions
                .write(visitor.forProvider(), tx -> find(tx, set.provider(), identity))
                .orElseThrow(() -> unknown(set, identity));
    }

    private void requireIssuer(SetUp set, @Nullable String issuer) {
        try {
            if (issuer == null && client.namesItself(set.provider())) {
                throw new OpenIdClient.NotBelieved("it does not say of which issuer it is");
            }
            if (issuer != null && !issuer.equals(set.provider().issuer())) {
                throw new OpenIdClient.NotBelieved("it is of another issuer");
            }
        } catch (OpenIdClient.Unreachable e) {
            throw away(set, e);
        } catch (OpenIdClient.NotBelieved e) {
            throw notBelieved(set, e);
        }
    }

    private OpenIdClient.Identity identity(SetUp set, String code, Kept kept) {
        try {
            return client.identify(
                    set.provider(), set.secret(), set.callback(), code, kept.marks());
        } catch (OpenIdClient.Unreachable e) {
            throw away(set, e);
        } catch (OpenIdClient.NotBelieved e) {
            throw notBelieved(set, e);
        }
    }

    /** Empty if nobody here is meant, which is noted all the same. */
    private Optional<Come> find(
            Tx tx, OpenIdProvider provider, OpenIdClient.Identity identity) {
        OpenIdRepository repository = new OpenIdRepository(tx);
        Optional<UUID> linked = repository.linked(provider.issuer(), identity.subject());
        Optional<Member> member =
                linked.isPresent()
                        ? linked.flatMap(id -> staff.find(tx, id))
                        : byEmail(tx, identity)
                                .filter(
                                        found ->
                                                repository.link(
                                                        provider.issuer(),
                                                        identity.subject(),
                                                        found.id()));
        Optional<Member> known = member.filter(OpenIdSignIn::mayComeIn);
        if (known.isEmpty()) {
            told.audit()
                    .record(
                            tx,
                            "openid.unknown",
                            "staff:unknown",
                            Map.of("email", email(identity), "name", provider.name()));
        } else if (linked.isEmpty()) {
            told.notices().linked(tx, known.get());
        }
        return known.map(found -> new Come(found.id(), provider.bothSteps()));
    }

    private Optional<Member> byEmail(Tx tx, OpenIdClient.Identity identity) {
        return identity.verified() && !email(identity).isEmpty()
                ? staff.byEmail(tx, email(identity)).filter(OpenIdSignIn::mayComeIn)
                : Optional.empty();
    }

    /** People of shops are none of the provider's staff. */
    private static boolean mayComeIn(Member member) {
        return member.retailer() == null && !member.disabled();
    }

    private static String email(OpenIdClient.Identity identity) {
        String email = identity.email();
        return email == null || email.indexOf('\0') >= 0
                ? ""
                : email.strip().toLowerCase(Locale.ROOT);
    }

    private static Refused unknown(SetUp set, OpenIdClient.Identity identity) {
        return new Refused(
                ProblemType.INVALID,
                identity.verified()
                        ? Text.of(
                                "{name} knows you as {email}, but nobody signs in here with that"
                                        + " e-mail address, or {name} knew them as somebody else"
                                        + " before. Ask an owner to add you.",
                                "name",
                                set.provider().name(),
                                "email",
                                email(identity))
                        : Text.of(
                                "{name} has not made sure of your e-mail address, by which you would"
                                        + " be found here. Confirm it there, or sign in with your"
                                        + " password.",
                                "name",
                                set.provider().name()));
    }

    private static Refused away(SetUp set, OpenIdClient.Unreachable e) {
        LOG.warn("The OpenID provider {} can't be asked", set.provider().issuer(), e);
        return new Refused(
                ProblemType.INVALID,
                Text.of(
                        "{name} can't be reached just now. Sign in with your password, or try again"
                                + " in a few minutes.",
                        "name",
                        set.provider().name()));
    }

    private static Refused notBelieved(SetUp set, OpenIdClient.NotBelieved e) {
        LOG.warn("What the OpenID provider {} answers is not believed", set.provider().issuer(), e);
        return new Refused(
                ProblemType.INVALID,
                Text.of(
                        "What {name} answered can't be believed, so nobody was let in. Try again,"
                                + " or sign in with your password; if it goes on, tell an owner.",
                        "name",
                        set.provider().name()));
    }

    private SetUp set(Caller visitor) {
        return transactions.read(
                visitor.forProvider(),
                tx ->
                        providers
                                .of(tx)
                                .map(
                                        found ->
                                                new SetUp(
                                                        found,
                                                        providers.secret(tx),
                                                        URI.create(providers.callback(tx)),
                                                        tx.now()))
                                .orElseThrow(() -> Refused.notFound("way to sign in")));
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        visits.random().nextBytes(bytes);
        return TEXT.encode(bytes);
    }

    private String seal(Caller visitor, Kept kept) {
        try {
            return TEXT.encode(
                    visits.seal()
                            .seal(JSON.writeValueAsBytes(kept), context(visitor), visits.random()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Kept> opened(Caller visitor, @Nullable String sealed) {
        if (sealed == null || !TEXT.canDecode(sealed)) {
            return Optional.empty();
        }
        try {
            byte[] kept = visits.seal().open(TEXT.decode(sealed), context(visitor));
            return Optional.of(JSON.readValue(kept, Kept.class));
        } catch (BrokenSealException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] context(Caller visitor) {
        return visitor.provider().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean same(String known, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        known.getBytes(StandardCharsets.UTF_8),
                        shown.getBytes(StandardCharsets.UTF_8));
    }
}

package io.counterfoil.signin.openid;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.codes.Seal;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where providers' staff may sign in with OpenID Connect. The password stays good beside it, so that
 * nobody is locked out while the other side is away or wrongly set up.
 */
public final class OpenIdProviders {
    static final String BOTH_STEPS = "openid.both_steps";
    private static final int LONGEST = 200;
    private static final int LONGEST_SECRET = 1000;

    private final Transactions transactions;
    private final OpenIdClient client;
    private final Secrets secrets;
    private final Providers providers;
    private final Approvals approvals;
    private final Audit audit;

    /**
     * How clients' secrets are kept.
     *
     * @param seal under which
     * @param random of which
     */
    record Secrets(Seal seal, SecureRandom random) {}

    /** Those of {@code providers}; what {@code client} can't ask is not taken. */
    OpenIdProviders(
            Transactions transactions,
            OpenIdClient client,
            Secrets secrets,
            Providers providers,
            Approvals approvals,
            Audit audit) {
        this.transactions = transactions;
        this.client = client;
        this.secrets = secrets;
        this.providers = providers;
        this.approvals = approvals;
        this.audit = audit;
        approvals.define(BOTH_STEPS, this::count);
    }

    /**
     * What somebody sets up.
     *
     * @param secret null or empty: the one that is kept already
     * @param bothSteps null: no
     */
    public record Wanted(
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String secret,
            @Nullable Boolean bothSteps) {
        @Override
        public String toString() {
            return "Wanted[" + issuer + ", …]";
        }
    }

    /**
     * What was set up.
     *
     * @param approval what a second person must agree to before a sign-in there counts as the second
     *     step; null if nothing waits
     */
    public record Outcome(OpenIdProvider provider, @Nullable UUID approval) {}

    /** The one that is set up. */
    Optional<OpenIdProvider> read(Caller caller) {
        return transactions.read(caller, this::of);
    }

    /** What the one that is set up is called, for whoever is about to sign in. */
    public Optional<String> name(Caller visitor) {
        return read(visitor.forProvider()).map(OpenIdProvider::name);
    }

    /** Where it has to send people back to. */
    String callback(Caller caller) {
        return transactions.read(caller, this::callback);
    }

    /**
     * Sets it up, or changes it.
     *
     * @throws Refused if a field is wrong, or there is no OpenID provider at that address
     */
    Outcome set(Caller caller, Wanted wanted) {
        Fields fields = new Fields();
        OpenIdProvider asked =
                new OpenIdProvider(
                        fields.text("name", wanted.name(), LONGEST),
                        fields.text("issuer", wanted.issuer(), LONGEST),
                        fields.text("client_id", wanted.clientId(), LONGEST),
                        Boolean.TRUE.equals(wanted.bothSteps()));
        String secret = wanted.secret() == null ? "" : wanted.secret().strip();
        if (!secret.isEmpty()) {
            fields.text("client_secret", secret, LONGEST_SECRET);
        } else if (read(caller).filter(asked::isOf).isEmpty()) {
            fields.problem(
                    "client_secret", "Please fill this in: the one before is of another client.");
        }
        fields.done();
        probe(asked.issuer());
        return transactions.write(caller, tx -> set(tx, asked, secret));
    }

    private Outcome set(Tx tx, OpenIdProvider asked, String secret) {
        OpenIdRepository repository = new OpenIdRepository(tx);
        Optional<OpenIdRepository.Row> before = repository.find();
        Optional<OpenIdRepository.Row> same = before.filter(row -> asked.isOf(row.provider()));
        boolean counts = same.isPresent() && same.get().provider().bothSteps();
        Optional<UUID> approval =
                asked.bothSteps() && !counts
                        ? approvals.request(
                                tx,
                                BOTH_STEPS,
                                Text.of(
                                        "Ask nobody for a second step who signs in with {name}"
                                                + " ({issuer})",
                                        "name",
                                        asked.name(),
                                        "issuer",
                                        asked.issuer()),
                                Map.of("issuer", asked.issuer(), "client", asked.clientId()))
                        : Optional.empty();
        OpenIdProvider now =
                new OpenIdProvider(
                        asked.name(),
                        asked.issuer(),
                        asked.clientId(),
                        asked.bothSteps() && approval.isEmpty());
        byte[] kept =
                secret.isEmpty()
                        ? same.map(OpenIdRepository.Row::secret)
                                .orElseThrow(
                                        () ->
                                                new Refused(
                                                        ProblemType.CONFLICT,
                                                        "Somebody else changed this meanwhile. Load"
                                                                + " the page and try again."))
                        : secrets.seal()
                                .seal(
                                        secret.getBytes(StandardCharsets.UTF_8),
                                        context(tx, asked),
                                        secrets.random());
        repository.put(now, kept);
        note(tx, now);
        return new Outcome(now, approval.orElse(null));
    }

    /** Lets a sign-in there count as the second step, once a second person agreed. */
    private void count(Tx tx, JsonNode request) {
        OpenIdRepository repository = new OpenIdRepository(tx);
        OpenIdRepository.Row row =
                repository
                        .find()
                        .filter(
                                found ->
                                        found.provider()
                                                        .issuer()
                                                        .equals(request.path("issuer").asText())
                                                && found.provider()
                                                        .clientId()
                                                        .equals(request.path("client").asText()))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                "The sign-in was set up otherwise meanwhile. Turn"
                                                        + " this request down."));
        OpenIdProvider now =
                new OpenIdProvider(
                        row.provider().name(),
                        row.provider().issuer(),
                        row.provider().clientId(),
                        true);
        repository.put(now, row.secret());
        note(tx, now);
    }

    private void note(Tx tx, OpenIdProvider now) {
        audit.record(
                tx,
                "openid.set_up",
                "provider:" + tx.provider(),
                Map.of(
                        "name", now.name(),
                        "issuer", now.issuer(),
                        "client_id", now.clientId(),
                        "both_steps", now.bothSteps()));
    }

    /** Takes it away; people sign in with their passwords. Doing it again changes nothing. */
    void remove(Caller caller) {
        transactions.write(
                caller,
                tx -> {
                    if (new OpenIdRepository(tx).delete()) {
                        audit.record(tx, "openid.removed", "provider:" + tx.provider(), Map.of());
                    }
                    return tx.now();
                });
    }

    Optional<OpenIdProvider> of(Tx tx) {
        return new OpenIdRepository(tx).find().map(OpenIdRepository.Row::provider);
    }

    String callback(Tx tx) {
        return providers.of(tx).url() + OpenIdPages.CALLBACK;
    }

    /** The secret by which it knows us, in clear. */
    String secret(Tx tx) {
        OpenIdRepository.Row row = new OpenIdRepository(tx).find().orElseThrow();
        return new String(
                secrets.seal().open(row.secret(), context(tx, row.provider())),
                StandardCharsets.UTF_8);
    }

    private static byte[] context(Tx tx, OpenIdProvider provider) {
        return (tx.provider() + " " + provider.issuer() + " " + provider.clientId())
                .getBytes(StandardCharsets.UTF_8);
    }

    private void probe(String issuer) {
        try {
            client.probe(issuer);
        } catch (OpenIdClient.Unreachable e) {
            throw Refused.field(
                    "issuer",
                    "No OpenID provider of this name answers there. Compare the address, which begins"
                            + " with https://, with what it says of itself under"
                            + " /.well-known/openid-configuration.");
        }
    }
}

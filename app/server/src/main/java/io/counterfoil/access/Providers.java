package io.counterfoil.access;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants of the installation, and which of them a web address belongs to. */
public final class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
    private static final int DEFAULT_VOID_LIMIT = 100;
    private static final int DEFAULT_ACTIVATION_LIMIT = 30;
    static final int LONGEST_NAME = 200;
    private static final Pattern ADDRESS =
            Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);

    private final Transactions transactions;
    private final Ids ids;

    /** Providers kept through {@code transactions}. */
    public Providers(Transactions transactions, Ids ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * What a provider starts with.
     *
     * @param name its name
     * @param webAddress host, with a port if it is not the usual one
     * @param timeZone such as Europe/Berlin
     * @param currency such as EUR
     */
    public record Facts(
            @Nullable String name,
            @Nullable String webAddress,
            @Nullable String timeZone,
            @Nullable String currency) {}

    /**
     * Adds a provider, as part of a transaction in the system scope.
     *
     * @param webAddress host, with a port if it is not the usual one
     * @throws Refused if a field is wrong or the web address is taken
     */
    public Provider add(Tx tx, String name, String webAddress, String zone, String currency) {
        return add(tx, ids.next(), new Facts(name, webAddress, zone, currency));
    }

    /** Adds a provider with an id that the transaction's scope may already name. */
    Provider add(Tx tx, UUID id, Facts facts) {
        Fields fields = new Fields();
        Optional<Provider> checked = checked(id, facts, fields);
        fields.done();
        Provider provider = checked.orElseThrow();
        if (!new ProviderRepository(tx).insert(provider)) {
            throw addressTaken();
        }
        return provider;
    }

    /** The provider that these facts describe; empty if what is wrong with them is in {@code fields}. */
    static Optional<Provider> checked(UUID id, Facts facts, Fields fields) {
        String name = fields.text("provider_name", facts.name(), LONGEST_NAME);
        String address = address(fields, facts.webAddress());
        Optional<ZoneId> zone = zone(fields, facts.timeZone());
        Optional<Currency> currency =
                fields.parsed(
                        "currency",
                        facts.currency(),
                        Currency::getInstance,
                        "A currency such as EUR.");
        return zone.flatMap(
                known ->
                        currency.map(
                                money ->
                                        new Provider(
                                                id,
                                                name,
                                                address,
                                                known,
                                                money,
                                                DEFAULT_VOID_LIMIT,
                                                DEFAULT_ACTIVATION_LIMIT,
                                                false,
                                                Palette.SHIPPED)));
    }

    /** A web address as it is kept: a host, with a port if it is not the usual one. */
    static String address(Fields fields, @Nullable String typed) {
        String address =
                fields.text("web_address", typed, LONGEST_NAME).toLowerCase(Locale.ROOT);
        if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
            fields.problem("web_address", "A host such as codes.example.com, without https://.");
        }
        return address;
    }

    static Optional<ZoneId> zone(Fields fields, @Nullable String typed) {
        return fields.parsed(
                "time_zone",
                typed,
                ZoneId::of,
                "There is no such time zone. Europe/Berlin is one, for example.");
    }

    static Refused addressTaken() {
        return Refused.field("web_address", "Another provider has this address already.");
    }

    /** Whether the provider of a transaction's caller has seen enough of its first steps. */
    public boolean hidesFirstSteps(Tx tx) {
        return new ProviderRepository(tx).hidesFirstSteps();
    }

    /** Hides them from all who work for it. Doing it again changes nothing. */
    public void hideFirstSteps(Tx tx) {
        new ProviderRepository(tx).hideFirstSteps();
    }

    /** Whether there is no provider at all, seen from the system scope. */
    public boolean none(Tx tx) {
        return new ProviderRepository(tx).none();
    }

    /** The time zones that the calendar of a transaction's provider has and had. */
    public Zones zones(Tx tx) {
        return tx.known(
                        Zones.class,
                        tx.provider(),
                        () ->
                                Optional.of(
                                        new Zones(
                                                new ProviderRepository(tx).pastZones(),
                                                of(tx).zone())))
                .orElseThrow();
    }

    /** The provider of a transaction's caller, with its settings. */
    public Provider of(Tx tx) {
        UUID id = tx.provider();
        return tx.known(Provider.class, id, () -> new ProviderRepository(tx).find(id))
                .orElseThrow(
                        () -> new IllegalStateException("the caller's provider does not exist"));
    }

    /** All providers. */
    public List<Provider> all() {
        return transactions.read(LOOK_UP, tx -> new ProviderRepository(tx).all());
    }

    /**
     * Does a job's work for one provider after the other. What fails for one is logged, and the job's
     * next round does it: the others must not wait for it.
     *
     * @param job its name
     * @param work gets each provider, with a caller that is the job and may do everything for it
     */
    public void each(String job, BiConsumer<Provider, Caller> work) {
        for (Provider provider : all()) {
            try {
                work.accept(
                        provider, new Caller(new Scope.Provider(provider.id()), Actor.job(job)));
            } catch (RuntimeException failure) {
                LOG.error("job {} failed for provider {}", job, provider.id(), failure);
            }
        }
    }

    /** The provider of an installation that has only one, seen from the system scope. */
    public Optional<Provider> only(Tx tx) {
        List<Provider> all = new ProviderRepository(tx).all();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /**
     * The provider whose web address is {@code host}, with its port or, if nobody has that,
     * without; a single provider answers on every host.
     */
    public Optional<Provider> byHost(String host) {
        List<Provider> all = all();
        return all.size() == 1
                ? Optional.of(all.getFirst())
                : at(all, host).or(() -> at(all, PORT.matcher(host).replaceFirst("")));
    }

    private static Optional<Provider> at(List<Provider> all, String host) {
        return all.stream()
                .filter(provider -> provider.webAddress().equalsIgnoreCase(host))
                .findAny();
    }
}

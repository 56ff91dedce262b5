package io.counterfoil.access;

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

/** The tenants of the installation, and which of them a web address belongs to. */
public final class Providers {
    private static final int DEFAULT_VOID_LIMIT = 100;
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);

    private final Transactions transactions;
    private final Ids ids;

    /** Providers kept through {@code transactions}. */
    public Providers(Transactions transactions, Ids ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Adds a provider, as part of a transaction in the system scope.
     *
     * @param webAddress host, with a port if it is not the usual one
     * @throws Refused if a field is wrong or the web address is taken
     */
    public Provider add(Tx tx, String name, String webAddress, String zone, String currency) {
        Fields fields = new Fields();
        String checkedName = fields.text("name", name, 200);
        String address = fields.text("web_address", webAddress, 200).toLowerCase(Locale.ROOT);
        Optional<ZoneId> checkedZone =
                fields.parsed("time_zone", zone, ZoneId::of, "A time zone such as Europe/Berlin.");
        Optional<Currency> checkedCurrency =
                fields.parsed(
                        "currency", currency, Currency::getInstance, "A currency such as EUR.");
        ProviderRepository repository = new ProviderRepository(tx);
        if (repository.all().stream().anyMatch(other -> other.webAddress().equals(address))) {
            fields.problem("web_address", "Another provider has this address already.");
        }
        fields.done();
        Provider provider =
                new Provider(
                        ids.next(),
                        checkedName,
                        address,
                        checkedZone.orElseThrow(),
                        checkedCurrency.orElseThrow(),
                        DEFAULT_VOID_LIMIT);
        repository.insert(provider);
        return provider;
    }

    /** The provider of a transaction's caller, with its settings. */
    public Provider of(Tx tx) {
        return new ProviderRepository(tx)
                .find(tx.provider())
                .orElseThrow(
                        () -> new IllegalStateException("the caller's provider does not exist"));
    }

    /** All providers. */
    public List<Provider> all() {
        return transactions.read(LOOK_UP, tx -> new ProviderRepository(tx).all());
    }

    /** The provider whose web address is {@code host}; a single provider answers on every host. */
    public Optional<Provider> byHost(String host) {
        List<Provider> all = all();
        return all.size() == 1
                ? Optional.of(all.getFirst())
                : all.stream()
                        .filter(provider -> provider.webAddress().equalsIgnoreCase(host))
                        .findAny();
    }
}

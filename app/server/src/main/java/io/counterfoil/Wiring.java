package io.counterfoil;

import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Authentication;
import io.counterfoil.access.Authorization;
import io.counterfoil.access.Callers;
import io.counterfoil.access.Forms;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Sessions;
import io.counterfoil.catalog.Plans;
import io.counterfoil.catalog.PlansResource;
import io.counterfoil.catalog.Products;
import io.counterfoil.catalog.ProductsResource;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.StoredAnswers;
import io.counterfoil.platform.Transactions;
import io.counterfoil.web.Assets;
import io.counterfoil.web.PageFilter;
import io.counterfoil.web.ProblemMapper;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.SafeHeaders;
import io.counterfoil.web.Templates;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The composition root: every object of the service, made once, from the bottom to the top. Server,
 * commands and tests use it.
 */
public final class Wiring {
    private final Jobs jobs;
    private final List<Object> resources;
    private final Assets assets;

    // What tests and commands start from.
    private final Transactions transactions;
    private final Providers providers;
    private final ApiKeys apiKeys;

    /** Wires the service over a migrated database. */
    public Wiring(
            CounterfoilConfiguration settings,
            Jdbi jdbi,
            DataSource database,
            InstantSource clock,
            SecureRandom random) {
        KeyFolder keys = new KeyFolder(settings.dataFolder().resolve("keys"), random);
        ServerKey serverKey = keys.serverKey();
        Ids ids = new Ids(clock, random);
        transactions =
                new Transactions(jdbi, clock, new StoredAnswers(serverKey, Json.mapper(), random));
        jobs = new Jobs(database, clock);

        providers = new Providers(transactions, ids);
        apiKeys = new ApiKeys(transactions, serverKey, random, ids);
        Sessions sessions = new Sessions(transactions, serverKey, random);
        Forms forms = new Forms(serverKey, ids);

        assets = new Assets();
        Plans plans = new Plans(transactions, ids);
        Products products = new Products(transactions, providers, ids);

        resources =
                List.of(
                        new PlansResource(plans),
                        new ProductsResource(products),
                        new RequestBody(),
                        new Authentication(providers, apiKeys, sessions, forms),
                        new Authorization(),
                        new Callers(),
                        new PageFilter(new Templates(settings.templates(), assets)),
                        new SafeHeaders(),
                        new ProblemMapper());
    }

    /** Everything that Jersey serves with: filters, mappers, resources. */
    public List<Object> resources() {
        return resources;
    }

    /** Style sheets, scripts and pictures. */
    public Assets assets() {
        return assets;
    }

    /** The jobs, to be started with the server. */
    public Jobs jobs() {
        return jobs;
    }

    /** The way to the database. */
    public Transactions transactions() {
        return transactions;
    }

    /** The tenants. */
    public Providers providers() {
        return providers;
    }

    /** The API keys. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }
}

package io.counterfoil.bench;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.CounterfoilConfiguration;
import io.counterfoil.Wiring;
import io.counterfoil.access.Provider;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.NewProduct;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Database;
import io.counterfoil.platform.DatabaseSettings;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.postgres.EmbeddedPostgres;
import io.counterfoil.platform.postgres.PostgresSettings;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * The whole service without its HTTP server, in a folder of its own, on the PostgreSQL that it
 * ships with: durable, as in production.
 */
final class BenchWorld implements AutoCloseable {
    private final BenchFolder folder = new BenchFolder();
    private final Database database;
    private final ManagedDataSource pool;
    private final Wiring wiring;
    private final Caller caller;

    BenchWorld() throws Exception {
        this(Map.of());
    }

    /** One whose mail goes out with these settings. */
    BenchWorld(Map<String, ?> mail) throws Exception {
        SecureRandom random = new SecureRandom();
        database = Database.start(DatabaseSettings.embedded(), folder.path(), random);
        ManagedDataSource owner = database.owner().build(new MetricRegistry(), "owner");
        Migrations.apply(owner);
        owner.stop();
        pool = database.app().build(new MetricRegistry(), "app");
        wiring = new Wiring(settings(folder.path(), mail), Jdbi.create(pool), pool, Clock.systemUTC(), random);
        Caller installer = new Caller(Scope.system(), Actor.job("bench"));
        Provider provider =
                wiring.transactions()
                        .write(
                                installer,
                                tx ->
                                        wiring.access()
                                                .providers()
                                                .add(
                                                        tx,
                                                        "Bench Backup",
                                                        "bench.example",
                                                        "Europe/Berlin",
                                                        "EUR"));
        caller = new Caller(new Scope.Provider(provider.id()), Actor.job("bench"));
    }

    Wiring wiring() {
        return wiring;
    }

    /** Somebody who may do everything for the provider. */
    Caller caller() {
        return caller;
    }

    /** Where files of the benchmark may lie. */
    Path folder() {
        return folder.path();
    }

    /** How to reach the database as its owner, whom no row policy binds. */
    DataSourceFactory owner() {
        return database.owner();
    }

    /** How to reach it as the service does, bound by the row policies. */
    DataSourceFactory app() {
        return database.app();
    }

    /** How to reach it as who may change the server's settings. */
    DataSourceFactory superuser() {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.join(PostgresSettings.in(folder.path()), new SecureRandom())) {
            DataSourceFactory superuser = new DataSourceFactory();
            superuser.setUrl(server.jdbcUrl());
            superuser.setUser(server.superuser().user());
            superuser.setPassword(server.superuser().password());
            return superuser;
        }
    }

    /** A year of backup on a gift card. */
    Product giftCard() {
        Plan plan =
                wiring.catalog()
                        .plans()
                        .create(caller, new NewPlan("Select", "select", null, null, null));
        return wiring.catalog()
                .products()
                .create(
                        caller,
                        new NewProduct(
                                "CARD-1Y",
                                "Backup for a year",
                                plan.id().toString(),
                                "P1Y",
                                "gift_card",
                                "consignment",
                                new Amount("49.00", "EUR"),
                                null,
                                true));
    }

    @Override
    public void close() throws IOException {
        try {
            pool.stop();
        } catch (Exception e) {
            throw new IOException("the connections can't be closed", e);
        }
        database.close();
        folder.close();
    }

    private static CounterfoilConfiguration settings(Path folder, Map<String, ?> mail) {
        ObjectMapper mapper = Jackson.newObjectMapper();
        JsonNode settings =
                mapper.createObjectNode()
                        .put("dataFolder", folder.toString())
                        .put("demo", false)
                        .set("mail", mapper.valueToTree(mail));
        return mapper.convertValue(settings, CounterfoilConfiguration.class);
    }
}

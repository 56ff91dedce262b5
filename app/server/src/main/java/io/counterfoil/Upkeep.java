package io.counterfoil;

import com.codahale.metrics.health.HealthCheckRegistry;
import io.counterfoil.access.Providers;
import io.counterfoil.console.HealthResource;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.DatabaseHealth;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.JobsHealth;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Backlog;
import io.counterfoil.provisioning.NodeRoom;
import io.counterfoil.provisioning.drift.DriftKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What the service does for itself, and what it tells those who watch it. */
public final class Upkeep {
    private final Transactions transactions;
    private final Jobs jobs;
    private final StorageWiring storage;
    private final Mail mail;
    private final HealthCheckRegistry checks = new HealthCheckRegistry();

    Upkeep(Ground ground, Providers providers, StorageWiring storage, Mail mail) {
        this.transactions = ground.transactions();
        this.jobs = ground.jobs();
        this.storage = storage;
        this.mail = mail;
        checks.register("database", new DatabaseHealth(transactions, providers::none));
        checks.register("jobs", new JobsHealth(transactions, jobs));
        checks.register("storage", storage.health());
    }

    List<Object> resources() {
        return List.of(new HealthResource(checks, Set.of("storage")));
    }

    /** Has what is kept for a while only forgotten every hour. */
    void forgetHourly(List<Consumer<Tx>> kept) {
        jobs.every("forget-old", Duration.ofHours(1), () -> forget(kept));
    }

    private void forget(List<Consumer<Tx>> kept) {
        transactions.write(
                as("forget-old"),
                tx -> {
                    kept.forEach(each -> each.accept(tx));
                    return kept.size();
                });
    }

    /** Whether the parts that the service needs are well. */
    public HealthCheckRegistry checks() {
        return checks;
    }

    /** How far the storage nodes are behind with the accounts of all providers. */
    public Backlog backlog() {
        return transactions.read(as("metrics"), storage.provisioning()::backlog);
    }

    /** The storage nodes with their room. */
    public List<NodeRoom> nodes() {
        return transactions.read(as("metrics"), storage.rooms()::all);
    }

    /** How many accounts of all providers differ on their nodes in this way. */
    public int drifting(DriftKind kind) {
        return transactions.read(as("metrics"), storage.drifts()::open).getOrDefault(kind, 0);
    }

    /** How many messages of all providers wait to be sent. */
    public int mailWaiting() {
        return transactions.read(as("metrics"), mail::waiting);
    }

    private static Caller as(String job) {
        return new Caller(Scope.system(), Actor.job(job));
    }
}

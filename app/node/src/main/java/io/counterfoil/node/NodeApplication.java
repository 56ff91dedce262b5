package io.counterfoil.node;

import com.codahale.metrics.MetricRegistry;
import io.counterfoil.node.accounts.AccountFiles;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.accounts.Emptier;
import io.counterfoil.node.accounts.Purger;
import io.counterfoil.node.accounts.TrashWorker;
import io.counterfoil.node.accounts.Workers;
import io.counterfoil.node.admin.AdminGate;
import io.counterfoil.node.admin.AdminServlet;
import io.counterfoil.node.admin.CapacityMeter;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.copies.Copies;
import io.counterfoil.node.data.Connections;
import io.counterfoil.node.data.DataPort;
import io.counterfoil.node.data.Door;
import io.counterfoil.node.data.Forwarder;
import io.counterfoil.node.data.RepositoryProtocol;
import io.counterfoil.node.data.Traffic;
import io.counterfoil.node.guard.Guesses;
import io.counterfoil.node.scrub.ReadPace;
import io.counterfoil.node.scrub.Scrubber;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.NodeStore;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.StoreSettings;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * The storage node as a program of its own: {@code java -jar counterfoil-node.jar server node.yml}.
 */
public final class NodeApplication extends Application<NodeConfiguration> {
    private final InstantSource clock;
    private final SecureRandom random;
    private final DurableFiles.Opener opener;

    NodeApplication(InstantSource clock, SecureRandom random, DurableFiles.Opener opener) {
        this.clock = clock;
        this.random = random;
        this.opener = opener;
    }

    /** Runs a Dropwizard command: {@code server node.yml} or {@code check node.yml}. */
    public static void main(String[] arguments) throws Exception {
        new NodeApplication(InstantSource.system(), new SecureRandom(), FileChannel::open)
                .run(arguments);
    }

    @Override
    public String getName() {
        return "counterfoil-node";
    }

    @Override
    protected void addDefaultCommands(Bootstrap<NodeConfiguration> bootstrap) {
        bootstrap.addCommand(new NodeStartCommand(this));
        bootstrap.addCommand(new NodeCheckCommand(this));
    }

    /** The composition root: all parts of a node, from the disk up to its two ports. */
    @Override
    public void run(NodeConfiguration configuration, Environment environment) throws IOException {
        DataFolder folder =
                DataFolder.open(
                        configuration.getDataFolder().toAbsolutePath(), new DurableFiles(opener));
        LocationLocks locks = new LocationLocks();
        NodeStore store = null;
        boolean wired = false;
        try {
            store = store(folder, locks, configuration, environment);
            wire(folder, store, locks, configuration, environment);
            wired = true;
        } finally {
            if (!wired) {
                close(store, folder);
            }
        }
        environment.lifecycle().addEventListener(closing(store, folder));
    }

    private static NodeStore store(
            DataFolder folder,
            LocationLocks locks,
            NodeConfiguration configuration,
            Environment environment)
            throws IOException {
        long minimumFree = configuration.getMinimumFreeSpace().toBytes();
        return switch (configuration.getStore()) {
            case StoreSettings.Local local -> NodeStore.local(folder, minimumFree);
            case StoreSettings.S3 s3 ->
                    NodeStore.s3(s3, folder, minimumFree, locks, environment);
        };
    }

    private void wire(
            DataFolder folder,
            NodeStore store,
            LocationLocks locks,
            NodeConfiguration configuration,
            Environment environment)
            throws IOException {
        Duration purgeGrace = configuration.getPurgeGrace().toJavaDuration();
        NodeKey key = NodeKey.readOrCreate(configuration.getKeyFile(), random);

        ObjectStore objects = store.objects();
        Quotas quotas = new Quotas();
        Accounts accounts =
                new Accounts(
                        new AccountFiles(store.accounts()),
                        id -> new AccountContent(id, quotas.meter(), objects, locks, clock),
                        clock,
                        purgeGrace);
        // First, since what is found on a disk may fill a log that nobody reads.
        PrometheusRegistry prometheus = new PrometheusRegistry();
        LostLines.register(prometheus);
        EndedTwice.register();
        accounts.load();

        Workers workers =
                new Workers(
                        new Purger(accounts, worker(environment, "purge"), clock),
                        new TrashWorker(accounts, worker(environment, "deleted"), clock),
                        new Emptier(accounts, worker(environment, "emptying")));
        workers.begin();

        HttpClient peers = configuration.getPeers().client();
        Copies copies = new Copies(accounts, peers, clock);
        environment.lifecycle().manage(new AutoCloseableManager(peers::shutdownNow));
        environment.lifecycle().manage(new AutoCloseableManager(copies));

        Door door = new Door(accounts, new Guesses(System::nanoTime));
        Connections connections = new Connections(configuration.getLimits());
        RepositoryProtocol protocol = new RepositoryProtocol(objects.threads());
        Traffic traffic = new Traffic(prometheus);
        configuration
                .server()
                .serve(
                        new DataPort(
                                door,
                                connections,
                                protocol,
                                new Forwarder(peers, accounts),
                                traffic,
                                objects.threads()),
                        connections);

        Scrubber scrubber = scrubber(accounts, folder, configuration, environment);
        CapacityMeter capacity =
                new CapacityMeter(
                        accounts,
                        store.volume(),
                        () -> scrubber == null ? null : scrubber.progress());
        MetricRegistry metrics = environment.metrics();
        DropwizardExports.builder().dropwizardRegistry(metrics).register(prometheus);
        var admin = environment.admin();
        admin.addFilter("gate", new AdminGate(key))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        admin.addServlet("contract", new AdminServlet(accounts, workers, copies, capacity, clock))
                .addMapping("/admin/*");
        admin.addServlet("metrics", new PrometheusMetricsServlet(prometheus))
                .addMapping("/metrics");
        environment.healthChecks().register("storage", store.check());
        var tls = configuration.server().tls();
        environment.healthChecks().register("certificates", new CertificateCheck(tls, clock));
        NodeGauges.register(metrics, capacity);
        NodeGauges.register(prometheus, tls);
        NodeGauges.register(prometheus, connections);
    }

    /** Null when it is turned off. */
    private @Nullable Scrubber scrubber(
            Accounts accounts,
            DataFolder folder,
            NodeConfiguration configuration,
            Environment environment)
            throws IOException {
        long rate = configuration.getScrubRate().toBytes();
        if (rate == 0) {
            return null;
        }
        Scrubber scrubber =
                new Scrubber(
                        accounts,
                        folder,
                        worker(environment, "scrub"),
                        new ReadPace(rate, System::nanoTime, TimeUnit.NANOSECONDS::sleep),
                        clock);
        scrubber.begin(configuration.scrubAfter());
        return scrubber;
    }

    /**
     * One thread. What it is to do later does not hold up a stop: the next start takes it up again.
     */
    private static ScheduledExecutorService worker(Environment environment, String name) {
        ScheduledExecutorService worker =
                environment.lifecycle().scheduledExecutorService(name).threads(1).build();
        ((ScheduledThreadPoolExecutor) worker)
                .setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return worker;
    }

    private static void close(@Nullable NodeStore store, DataFolder folder) {
        try (folder) {
            if (store != null) {
                store.close();
            }
        }
    }

    /** Frees store and folder when the server has stopped, and also when it fails to start. */
    private static LifeCycle.Listener closing(NodeStore store, DataFolder folder) {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopped(LifeCycle server) {
                close(store, folder);
            }

            @Override
            public void lifeCycleFailure(LifeCycle server, Throwable cause) {
                close(store, folder);
            }
        };
    }
}

package io.counterfoil.node;

import com.codahale.metrics.MetricRegistry;
import io.counterfoil.node.contract.NodeKey;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.component.LifeCycle;

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
        try {
            wire(folder, configuration, environment);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
        environment.lifecycle().addEventListener(closing(folder));
    }

    private void wire(DataFolder folder, NodeConfiguration configuration, Environment environment)
            throws IOException {
        long minimumFree = configuration.getMinimumFreeSpace().toBytes();
        Duration purgeGrace = configuration.getPurgeGrace().toJavaDuration();
        NodeKey key = NodeKey.readOrCreate(configuration.getKeyFile(), random);

        ObjectStore store =
                new DiskStore(
                        folder,
                        new Room(folder::usableBytes, minimumFree),
                        new ArrayByteBufferPool());
        Quotas quotas = new Quotas();
        LocationLocks locks = new LocationLocks();
        Accounts accounts =
                new Accounts(
                        new AccountFiles(folder),
                        id -> new AccountContent(id, quotas.meter(), store, locks, clock),
                        clock,
                        purgeGrace);
        accounts.load();

        ScheduledExecutorService worker =
                environment.lifecycle().scheduledExecutorService("purge").threads(1).build();
        Purger purger = new Purger(accounts, worker, clock);
        purger.resume();

        MetricRegistry metrics = environment.metrics();
        RepositoryProtocol protocol = new RepositoryProtocol(store.threads());
        configuration
                .server()
                .serve(new DataPort(accounts, protocol, new Traffic(metrics), store.threads()));

        CapacityMeter capacity = new CapacityMeter(accounts, folder, minimumFree);
        PrometheusRegistry prometheus = new PrometheusRegistry();
        DropwizardExports.builder().dropwizardRegistry(metrics).register(prometheus);
        var admin = environment.admin();
        admin.addFilter("gate", new AdminGate(key))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        admin.addServlet("contract", new AdminServlet(accounts, purger, capacity, clock))
                .addMapping("/admin/*");
        admin.addServlet("metrics", new PrometheusMetricsServlet(prometheus))
                .addMapping("/metrics");
        environment.healthChecks().register("storage", new StorageCheck(folder, minimumFree));
        NodeGauges.register(metrics, capacity);
    }

    /** Frees the folder when the server has stopped, and also when it fails to start. */
    private static LifeCycle.Listener closing(DataFolder folder) {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopped(LifeCycle server) {
                folder.close();
            }

            @Override
            public void lifeCycleFailure(LifeCycle server, Throwable cause) {
                folder.close();
            }
        };
    }
}

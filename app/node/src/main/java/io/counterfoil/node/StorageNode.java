package io.counterfoil.node;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.store.DurableFiles;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage node in this process: the same application that {@link NodeApplication} runs, without
 * its command line and with its host's logging. Everything else goes over its two ports, as it
 * would with a node elsewhere.
 */
public final class StorageNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StorageNode.class);
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final Server server;
    private final NodeKey key;

    private StorageNode(Server server, NodeKey key) {
        this.server = server;
        this.key = key;
    }

    /**
     * Starts a node; when this returns, it answers.
     *
     * @throws IOException when its data folder or a port can't be used
     */
    public static StorageNode start(NodeSettings settings) throws IOException {
        return start(settings, InstantSource.system());
    }

    /** The same with another clock. */
    public static StorageNode start(NodeSettings settings, InstantSource clock) throws IOException {
        return start(settings, clock, FileChannel::open);
    }

    static StorageNode start(NodeSettings settings, InstantSource clock, DurableFiles.Opener opener)
            throws IOException {
        return start(NodeConfiguration.of(settings), clock, opener);
    }

    static StorageNode start(
            NodeConfiguration configuration, InstantSource clock, DurableFiles.Opener opener)
            throws IOException {
        NodeApplication application = new NodeApplication(clock, new SecureRandom(), opener);
        Bootstrap<NodeConfiguration> bootstrap = new Bootstrap<>(application);
        Environment environment =
                new Environment(
                        application.getName(),
                        bootstrap.getObjectMapper(),
                        bootstrap.getValidatorFactory(),
                        new MetricRegistry(),
                        bootstrap.getClassLoader(),
                        new HealthCheckRegistry(),
                        configuration);
        configuration.server().configure(environment);
        application.run(configuration, environment);
        Server server = configuration.server().build(environment);
        try {
            server.start();
            return new StorageNode(server, NodeKey.read(configuration.getKeyFile()));
        } catch (Exception e) {
            stop(server, e);
            throw new IOException("the storage node doesn't start: " + e.getMessage(), e);
        }
    }

    private static void stop(Server server, Exception cause) {
        try {
            stop(server);
        } catch (IllegalStateException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Where restic on this machine reaches it, with a slash at the end: restic's repository is
     * {@code rest:} and this.
     */
    public URI dataUrl() {
        return url(NodeServerFactory.APPLICATION);
    }

    /**
     * Where the control service reaches it, with a slash at the end; the contract is below {@code
     * admin/}.
     */
    public URI adminUrl() {
        return url("admin");
    }

    /** What the control service has to show there. */
    public NodeKey key() {
        return key;
    }

    private URI url(String connectorName) {
        NetworkConnector connector =
                Arrays.stream(server.getConnectors())
                        .filter(c -> connectorName.equals(c.getName()))
                        .map(NetworkConnector.class::cast)
                        .findFirst()
                        .orElseThrow();
        boolean tls = connector.getProtocols().stream().anyMatch("ssl"::equalsIgnoreCase);
        return url(tls ? "https" : "http", connector.getHost(), connector.getLocalPort());
    }

    /**
     * Where this machine reaches a port, with a slash at the end.
     *
     * @param host a name or an address, IPv6 with brackets or without; null, like a wildcard address, for all
     *     interfaces: then this machine's own
     */
    public static URI url(String scheme, @Nullable String host, int port) {
        String reachable = host == null || WILDCARDS.contains(host) ? "127.0.0.1" : host;
        boolean bare = reachable.contains(":") && !reachable.startsWith("[");
        String literal = bare ? "[" + reachable + "]" : reachable;
        return URI.create(scheme + "://" + literal + ":" + port + "/");
    }

    /**
     * Stops it: running requests get three seconds, and the data folder is free for another node.
     */
    @Override
    public void close() {
        stop(server);
    }

    static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            if (!(e instanceof TimeoutException) || e.getSuppressed().length > 0) {
                throw new IllegalStateException("the storage node doesn't stop", e);
            }
            // Jetty's patience ended before that of Connections, as on a busy machine: it stopped
            // everything all the same.
            log.warn("Requests didn't end in time and were cut off.");
        }
    }
}

package io.counterfoil.node;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.data.Connections;
import io.counterfoil.node.tls.TlsConnectorFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.servlet.Servlet;
import jakarta.validation.Validator;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * Dropwizard's server with the storage protocol in place of Jersey on its application connectors.
 * Bodies go through it as they are: never compressed, never limited in size, and a client may think
 * for five minutes.
 */
public final class NodeServerFactory extends DefaultServerFactory {
    /** What Dropwizard calls the connectors of the data port. */
    static final String APPLICATION = "application";

    static final int DATA_PORT = 8700;
    static final int ADMIN_PORT = 8701;
    private static final Duration SHORTEST_IDLE_TIMEOUT = Duration.minutes(5);
    private static final DataSize INPUT_BUFFER = DataSize.kibibytes(64);

    private @Nullable Handler dataPort;
    private @Nullable Connections connections;

    /**
     * The server of the shipped {@code node.yml}: data on every interface, administration on
     * loopback.
     */
    public NodeServerFactory() {
        setApplicationConnectors(List.of(connector(null, DATA_PORT)));
        setAdminConnectors(List.of(connector("127.0.0.1", ADMIN_PORT)));
        setShutdownGracePeriod(Duration.seconds(30));
    }

    @JsonIgnore
    void listen(InetSocketAddress data, InetSocketAddress admin) {
        setApplicationConnectors(List.of(connector(data.getHostString(), data.getPort())));
        setAdminConnectors(List.of(connector(admin.getHostString(), admin.getPort())));
    }

    private static HttpConnectorFactory connector(@Nullable String host, int port) {
        HttpConnectorFactory connector = new HttpConnectorFactory();
        if (host != null) {
            connector.setBindHost(host);
        }
        connector.setPort(port);
        return connector;
    }

    /**
     * Who answers on the application connectors, and who watches over all of them; to be said
     * before {@link #build}.
     */
    @JsonIgnore
    void serve(Handler handler, Connections all) {
        dataPort = handler;
        connections = all;
    }

    /** Whether nobody can read the node's key on its way to the admin port. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "an admin connector of type http that other machines reach would take the"
                            + " node's key in clear. Give it bindHost: 127.0.0.1 (or localhost, another"
                            + " address that begins with 127, or ::1), or make it type:"
                            + " tls with a certificate and write https:// in the service's adminUrl")
    public boolean isKeyPrivate() {
        return getAdminConnectors().stream()
                .allMatch(
                        connector ->
                                connector instanceof HttpsConnectorFactory
                                        || (connector instanceof HttpConnectorFactory http
                                                && NodeKey.isLoopback(http.getBindHost())));
    }

    /** The connectors with TLS of our own kind, by their port's name. */
    @JsonIgnore
    Map<String, List<TlsConnectorFactory>> tls() {
        return Map.of(
                "data", tls(getApplicationConnectors()), "admin", tls(getAdminConnectors()));
    }

    private static List<TlsConnectorFactory> tls(List<ConnectorFactory> connectors) {
        return connectors.stream()
                .filter(TlsConnectorFactory.class::isInstance)
                .map(TlsConnectorFactory.class::cast)
                .toList();
    }

    @Override
    public Server build(Environment environment) {
        for (ConnectorFactory connector : getApplicationConnectors()) {
            if (connector instanceof HttpConnectorFactory http) {
                fit(http);
            }
        }
        Server server = super.build(environment);
        server.setErrorHandler(new UnreadableRequests());
        for (Connector connector : server.getConnectors()) {
            if (connections != null && connector instanceof AbstractConnector watched) {
                watched.addEventListener(
                        APPLICATION.equals(watched.getName())
                                ? connections.ofData()
                                : connections.ofAdmin());
                // A client on a bad line may pause while the node stops, too; who has no request
                // running is sent away at once.
                watched.setShutdownIdleTimeout(watched.getIdleTimeout());
            }
        }
        return server;
    }

    private static void fit(HttpConnectorFactory connector) {
        if (connector.getIdleTimeout().toNanoseconds() < SHORTEST_IDLE_TIMEOUT.toNanoseconds()) {
            connector.setIdleTimeout(SHORTEST_IDLE_TIMEOUT);
        }
        if (connector.getInputBufferSize().toBytes() < INPUT_BUFFER.toBytes()) {
            connector.setInputBufferSize(INPUT_BUFFER);
        }
    }

    @Override
    protected Handler createAppServlet(
            Server server,
            JerseyEnvironment jersey,
            ObjectMapper objectMapper,
            Validator validator,
            MutableServletContextHandler handler,
            @Nullable Servlet jerseyContainer,
            MetricRegistry metricRegistry) {
        if (dataPort == null) {
            throw new IllegalStateException("nobody serves the data port");
        }
        return dataPort;
    }

    /** Ours knows the connections, too. */
    @Override
    protected Handler addGracefulHandler(Handler handler) {
        if (connections == null) {
            throw new IllegalStateException("nobody watches over connections");
        }
        connections.setHandler(handler);
        return connections;
    }

    @Override
    protected Handler buildGzipHandler(Handler handler) {
        return handler;
    }

    /** None: the data port writes its own access log, with accounts and bytes. */
    @Override
    protected void addRequestLog(
            Server server, String name, MutableServletContextHandler servletContextHandler) {}

    @Override
    protected void printBanner(String name) {}
}

package io.counterfoil.provisioning;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Connections to nodes: one client for all that the JVM trusts, and one for each node with an
 * authority of its own, which vouches for no other.
 */
final class NodeConnections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient usual = client(null);
    private final Map<SSLContext, HttpClient> own = new ConcurrentHashMap<>();

    /** The client for a node. */
    HttpClient of(NodeEntry entry) {
        SSLContext trusted = entry.trusted();
        return trusted == null
                ? usual
                : own.computeIfAbsent(trusted, NodeConnections::client);
    }

    private static HttpClient client(@Nullable SSLContext trusted) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        return (trusted == null ? builder : builder.sslContext(trusted)).build();
    }

    /** Ends once what is being asked is answered. */
    @Override
    public void close() {
        usual.close();
        own.values().forEach(HttpClient::close);
    }
}

package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.counterfoil.node.NodeSettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The storage node that the service starts in its own process.
 *
 * @param start whether it does; false where all nodes have machines of their own
 * @param host the interface on which restic reaches it
 * @param port where restic reaches it; 0: any free one
 * @param adminHost the interface on which the service reaches it: loopback unless said otherwise,
 *     for what is spoken there is not encrypted
 * @param adminPort where the service reaches it; 0: any free one
 * @param publicUrl how customers reach it, if not by host and port
 */
public record LocalNode(
        boolean start,
        String host,
        int port,
        String adminHost,
        int adminPort,
        @Nullable URI publicUrl) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 8700;
    private static final int ADMIN_PORT = 8701;

    /** Reads the settings; what is left out gets the shipped value. */
    @JsonCreator
    public static LocalNode of(
            @Nullable Boolean start,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String adminHost,
            @Nullable Integer adminPort,
            @Nullable String publicUrl) {
        return new LocalNode(
                start == null || start,
                host == null ? LOOPBACK : host,
                port == null ? PORT : port,
                adminHost == null ? LOOPBACK : adminHost,
                adminPort == null ? ADMIN_PORT : adminPort,
                publicUrl == null || publicUrl.isBlank() ? null : URI.create(publicUrl));
    }

    /** The node as shipped. */
    public static LocalNode shipped() {
        return of(null, null, null, null, null, null);
    }

    /** What the node needs to know to keep its bytes in that folder. */
    NodeSettings in(Path folder) {
        return NodeSettings.in(folder).data(host, port).admin(adminHost, adminPort);
    }
}

package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The storage node that the service starts in its own process.
 *
 * @param start whether it does; false where all nodes have machines of their own
 * @param host the interface of both ports
 * @param port where restic reaches it; 0: any free one
 * @param adminPort where the service reaches it; 0: any free one
 * @param publicUrl how customers reach it, if not by host and port
 */
public record LocalNode(
        boolean start, String host, int port, int adminPort, @Nullable URI publicUrl) {
    private static final int PORT = 8700;
    private static final int ADMIN_PORT = 8701;

    /** Reads the settings; what is left out gets the shipped value. */
    @JsonCreator
    public static LocalNode of(
            @Nullable Boolean start,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Integer adminPort,
            @Nullable String publicUrl) {
        return new LocalNode(
                start == null || start,
                host == null ? "127.0.0.1" : host,
                port == null ? PORT : port,
                adminPort == null ? ADMIN_PORT : adminPort,
                publicUrl == null || publicUrl.isBlank() ? null : URI.create(publicUrl));
    }

    /** The node as shipped. */
    public static LocalNode shipped() {
        return of(null, null, null, null, null);
    }
}

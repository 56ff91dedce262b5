package io.counterfoil.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.node.tls.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How this node reaches others, for accounts that move. */
public final class PeerSettings {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private @Nullable Path certificates;

    /** The authorities (PEM) that vouch for the other nodes; left out, those of the JVM. */
    @JsonProperty
    public @Nullable Path getCertificates() {
        return certificates;
    }

    @JsonProperty
    public void setCertificates(Path certificates) {
        this.certificates = certificates;
    }

    /** What restic's protocol needs. */
    HttpClient client() throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LONGEST_CONNECT);
        if (certificates != null) {
            client.sslContext(Trust.only(certificates));
        }
        return client.build();
    }
}

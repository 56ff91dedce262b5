package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.node.NodeSettings;
import io.dropwizard.validation.ValidationMethod;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The storage node that accounts are put on: one that the service starts in its own process, or one
 * that runs by itself, also for several services.
 */
public final class StorageSettings {
    private static final String LOOPBACK = "127.0.0.1";

    @JsonProperty private boolean start = true;
    @JsonProperty private String name = "local";

    // Of the one in this process. Its administration stays on loopback unless said otherwise, for
    // what is spoken there is not encrypted.
    @JsonProperty private String host = LOOPBACK;
    @JsonProperty private int port = 8700;
    @JsonProperty private String adminHost = LOOPBACK;
    @JsonProperty private int adminPort = 8701;

    // Of the one elsewhere; the address for customers is of both.
    @JsonProperty private String publicUrl = "";
    @JsonProperty private String adminUrl = "";
    @JsonProperty private String keyFile = "";
    @JsonProperty private String certificates = "";

    /** Whether the service starts the node itself. */
    public boolean start() {
        return start;
    }

    /** Under which accounts remember their node; another node has another name. */
    public String name() {
        return name;
    }

    /** What the node in this process needs to know to keep its bytes in that folder. */
    NodeSettings in(Path folder) {
        return NodeSettings.in(folder).data(host, port).admin(adminHost, adminPort);
    }

    /** Where customers reach the node; for one in this process, whose address may be its own. */
    URI publicUrl(URI own) {
        return publicUrl.isBlank() ? own : URI.create(publicUrl);
    }

    /** Where customers reach a node elsewhere. */
    URI publicUrl() {
        return URI.create(publicUrl);
    }

    /** Where the service reaches a node elsewhere. */
    URI adminUrl() {
        return URI.create(adminUrl);
    }

    /** The file with what a node elsewhere wants to see on its admin port. */
    Path keyFile() {
        return Path.of(keyFile);
    }

    /** A file with certificates (PEM) to trust at adminUrl instead of those that the JVM trusts. */
    Optional<Path> certificates() {
        return certificates.isBlank() ? Optional.empty() : Optional.of(Path.of(certificates));
    }

    /** Whether the certificates to trust are there. */
    @JsonIgnore
    @ValidationMethod(message = "certificates has to name a file that can be read")
    public boolean isTrusting() {
        return certificates().map(Files::isReadable).orElse(true);
    }

    /** Whether a node elsewhere can be found. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "start is false, so adminUrl, publicUrl and keyFile have to say where the"
                            + " storage node is and which key it wants")
    public boolean isFound() {
        return start || !(adminUrl.isBlank() || publicUrl.isBlank() || keyFile.isBlank());
    }

    /** Whether customers can be told where a node in this process is. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "host is not 127.0.0.1, so publicUrl has to say how customers reach the"
                            + " storage node, such as https://storage.example.com/")
    public boolean isReachable() {
        return !start || host.equals(LOOPBACK) || !publicUrl.isBlank();
    }
}

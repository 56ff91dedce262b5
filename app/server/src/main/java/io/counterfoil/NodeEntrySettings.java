package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Authorities;
import io.counterfoil.provisioning.NodeEntry;
import io.counterfoil.provisioning.Offer;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the settings say of any storage node: how it is reached, and what it may take. */
abstract class NodeEntrySettings {
    @JsonProperty private String name;
    @JsonProperty private boolean accepts = true;

    @DecimalMin("0.1")
    @DecimalMax("1000")
    @JsonProperty
    private @Nullable BigDecimal overSubscription;

    // Of a node elsewhere; the address for customers is of all.
    @JsonProperty private String publicUrl = "";
    @JsonProperty private String adminUrl = "";
    @JsonProperty private String keyFile = "";
    @JsonProperty private String certificates = "";

    /** Settings of a node that has this name unless it is given another. */
    NodeEntrySettings(String name) {
        this.name = name;
    }

    /** Under which accounts remember their node; another node has another name. */
    public String name() {
        return name;
    }

    /** What it has for new accounts. */
    Offer offer() {
        return new Offer(accepts, overSubscription);
    }

    /** Where customers reach the node; as it stands in the settings. */
    String givenPublicUrl() {
        return publicUrl;
    }

    /** Where customers reach a node elsewhere. */
    public URI publicUrl() {
        return URI.create(publicUrl);
    }

    /** Where the service reaches a node elsewhere. */
    public URI adminUrl() {
        return URI.create(adminUrl);
    }

    /** The file with what a node elsewhere wants to see on its admin port. */
    public Path keyFile() {
        return Path.of(keyFile);
    }

    /** A file with certificates (PEM) to trust at adminUrl instead of those that the JVM trusts. */
    Optional<Path> certificates() {
        return certificates.isBlank() ? Optional.empty() : Optional.of(Path.of(certificates));
    }

    /**
     * A node elsewhere, with its key and the certificates of its own.
     *
     * @throws IOException if the file with its key can't be read, or has none in it
     */
    NodeEntry elsewhere() throws IOException {
        return new NodeEntry(
                name,
                adminUrl(),
                publicUrl(),
                NodeKey.read(keyFile()),
                certificates()
                        .map(
                                file ->
                                        Authorities.trustingOnly(
                                                file, "certificates of the node " + name))
                        .orElse(null),
                offer());
    }

    /** Whether everything is said that is needed to reach the node elsewhere. */
    boolean hasAddressesAndKey() {
        return !(adminUrl.isBlank() || publicUrl.isBlank() || keyFile.isBlank());
    }

    /** Whether the certificates to trust are there. */
    @JsonIgnore
    @ValidationMethod(message = "certificates has to name a file that can be read")
    public boolean isTrusting() {
        return certificates().map(Files::isReadable).orElse(true);
    }

    /** Whether the node can be told apart. */
    @JsonIgnore
    @ValidationMethod(message = "name has to say by which name accounts remember the storage node")
    public boolean isNamed() {
        return !name.isBlank();
    }

    /** Whether the addresses are some. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "publicUrl and adminUrl have to be like https://storage.example.com/, with a"
                            + " slash at the end and without credentials")
    public boolean isAddressed() {
        return Stream.of(publicUrl, adminUrl)
                .allMatch(url -> url.isBlank() || NodeEntry.isAddress(url));
    }

    /** Whether nobody can read the node's key on its way. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "adminUrl is http:// on another machine: the node's key would go there in"
                            + " clear. Make the node's admin connector type: tls and write https://,"
                            + " or lead a tunnel to it from this machine: localhost, 127.0.0.1 or another"
                            + " address that begins with 127, or ::1")
    public boolean isKeyPrivate() {
        return !runsByItself()
                || !NodeEntry.isAddress(adminUrl)
                || NodeKey.isPrivateTo(adminUrl());
    }

    /** Whether the node is reached at adminUrl; else that is left over and doesn't count. */
    abstract boolean runsByItself();
}

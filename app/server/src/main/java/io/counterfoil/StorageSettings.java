package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.provisioning.NodeEntry;
import io.dropwizard.validation.ValidationMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The first storage node: one that the service starts in its own process, or one that runs by
 * itself, also for several services.
 */
public final class StorageSettings extends NodeEntrySettings {
    private static final String LOOPBACK = "127.0.0.1";

    @JsonProperty private boolean start = true;

    // Of the one in this process. Its administration stays on loopback, for what is spoken there is
    // not encrypted.
    @JsonProperty private String host = LOOPBACK;
    @JsonProperty private int port = 8700;
    @JsonProperty private String adminHost = LOOPBACK;
    @JsonProperty private int adminPort = 8701;

    StorageSettings() {
        super("local");
    }

    /** Whether the service starts the node itself. */
    public boolean start() {
        return start;
    }

    @Override
    boolean runsByItself() {
        return !start;
    }

    /** What the node in this process needs to know to keep its bytes in that folder. */
    NodeSettings in(Path folder) {
        return NodeSettings.in(folder).data(host, port).admin(adminHost, adminPort);
    }

    /** The node in this process, whose address for customers may be its own. */
    NodeEntry here(StorageNode node) {
        URI address = givenPublicUrl().isBlank() ? node.dataUrl() : publicUrl();
        return new NodeEntry(name(), node.adminUrl(), address, node.key(), null, offer());
    }

    /**
     * The node that another process of these settings has started, which keeps its bytes in that
     * folder.
     *
     * @throws IOException if it was never started, or its key can't be read
     */
    NodeEntry there(Path folder) throws IOException {
        URI address = givenPublicUrl().isBlank() ? local(host, port) : publicUrl();
        NodeKey key = NodeKey.read(folder.resolve("node.key"));
        return new NodeEntry(name(), local(adminHost, adminPort), address, key, null, offer());
    }

    private static URI local(String host, int port) {
        return StorageNode.url("http", host, port);
    }

    /** Whether a node elsewhere can be found. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "start is false, so adminUrl, publicUrl and keyFile have to say where the"
                            + " storage node is and which key it wants")
    public boolean isFound() {
        return start || hasAddressesAndKey();
    }

    /** Whether nobody can read the key of a node in this process on its way. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "adminHost is not of this machine alone: the storage node's key would go there"
                            + " in clear. Leave it at 127.0.0.1, or take localhost, another address that"
                            + " begins with 127, or ::1. For services on other machines,"
                            + " start the node by itself with an admin connector of type: tls")
    public boolean isAdministeredHere() {
        return !start || NodeKey.isLoopback(adminHost);
    }

    /** Whether customers can be told where a node in this process is. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "host is not 127.0.0.1, so publicUrl has to say how customers reach the"
                            + " storage node, such as https://storage.example.com/")
    public boolean isReachable() {
        return !start || host.equals(LOOPBACK) || !givenPublicUrl().isBlank();
    }
}

package io.counterfoil.provisioning;

import io.counterfoil.node.contract.NodeKey;
import java.net.URI;
import java.net.URISyntaxException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A storage node as this server's settings have it.
 *
 * @param name unique; accounts stay with it when its addresses change
 * @param adminUrl where its admin contract is, with a slash at the end; over TLS or on this
 *     machine
 * @param dataUrl where customers' restic reaches it, with a slash at the end
 * @param key what its admin port wants to see; stays in memory
 * @param trusted whose certificates are good over TLS; null for those that the JVM trusts
 * @param offer what it has for new accounts
 */
public record NodeEntry(
        String name,
        URI adminUrl,
        URI dataUrl,
        NodeKey key,
        @Nullable SSLContext trusted,
        Offer offer) {

    /**
     * Checks the addresses.
     *
     * @throws IllegalArgumentException if one is not of the form above, or the key would go to the
     *     admin contract in clear
     */
    public NodeEntry {
        for (URI url : new URI[] {adminUrl, dataUrl}) {
            if (!isAddress(url.toString())) {
                throw new IllegalArgumentException(
                        "the address of the node "
                                + name
                                + " is like https://host:port/, with a slash at the end and"
                                + " without credentials, not "
                                + url.getHost());
            }
        }
        if (!NodeKey.isPrivateTo(adminUrl)) {
            throw new IllegalArgumentException(
                    "the key of the node " + name + " would go to its admin port in clear");
        }
    }

    /** One that offers all it has, and whose certificate, if any, everybody trusts. */
    public NodeEntry(String name, URI adminUrl, URI dataUrl, NodeKey key) {
        this(name, adminUrl, dataUrl, key, null, Offer.UNLIMITED);
    }

    /** Whether that is like {@code https://host:port/}, and names nobody. */
    public static boolean isAddress(String url) {
        try {
            URI address = new URI(url);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getPath().endsWith("/")
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

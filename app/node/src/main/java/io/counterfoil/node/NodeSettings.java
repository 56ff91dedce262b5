package io.counterfoil.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a node in somebody else's process needs to know.
 *
 * @param dataFolder everything it keeps, its key file {@code node.key} included; made when it is
 *     missing
 * @param data where restic reaches it, unresolved; port 0 = any free one
 * @param admin where the control service reaches it; port 0 = any free one
 * @param purgeGrace how long a purge waits before it removes anything
 * @param minimumFreeBytes room on the volume that uploads leave alone
 */
public record NodeSettings(
        Path dataFolder,
        InetSocketAddress data,
        InetSocketAddress admin,
        Duration purgeGrace,
        long minimumFreeBytes) {

    static final long DEFAULT_MINIMUM_FREE = 256L << 20;

    public NodeSettings {
        if (purgeGrace.isNegative()) {
            throw new IllegalArgumentException("a grace period can't be negative");
        }
        if (minimumFreeBytes < 0) {
            throw new IllegalArgumentException("the room to leave can't be negative");
        }
    }

    /** A node on the loopback interface with ports of the system's choice and no grace period. */
    public static NodeSettings in(Path dataFolder) {
        InetSocketAddress any = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        return new NodeSettings(dataFolder, any, any, Duration.ZERO, DEFAULT_MINIMUM_FREE);
    }

    /** The same with another address for restic. */
    public NodeSettings data(String host, int port) {
        return new NodeSettings(
                dataFolder,
                InetSocketAddress.createUnresolved(host, port),
                admin,
                purgeGrace,
                minimumFreeBytes);
    }

    /** The same with another address for the control service. */
    public NodeSettings admin(String host, int port) {
        return new NodeSettings(
                dataFolder,
                data,
                InetSocketAddress.createUnresolved(host, port),
                purgeGrace,
                minimumFreeBytes);
    }
}

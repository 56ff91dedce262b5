package io.counterfoil.provisioning;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an account's bytes are, and what the node said about them last.
 *
 * @param node the node's name
 * @param dataUrl where restic reaches the node, with a slash at the end
 * @param desired how the account shall stand there
 * @param version grows with each change of it
 * @param appliedVersion the last one that the node confirmed; 0 = none yet
 * @param usedBytes what the account stored at the last report
 * @param spaceLevel 80, 90 or 95 if its holder was told that so many percent of its space are used; 0:
 *     they are not
 * @param lastWriteAt when it stored its newest object; null = nothing yet
 * @param lastSnapshotAt when it stored its newest snapshot, with which a backup ends; null = none
 * @param reportedAt when the node last reported; null = not yet
 * @param receipt what the node said when nothing was left; null = it was not purged
 */
public record Placement(
        String node,
        URI dataUrl,
        Desired desired,
        long version,
        long appliedVersion,
        long usedBytes,
        int spaceLevel,
        @Nullable Instant lastWriteAt,
        @Nullable Instant lastSnapshotAt,
        @Nullable Instant reportedAt,
        @Nullable Receipt receipt) {

    /** Whether the node knows the account, in this version or an older one. */
    public boolean open() {
        return appliedVersion > 0;
    }

    /** Whether the node has confirmed everything that was asked of it. */
    public boolean ready() {
        return appliedVersion == version;
    }
}

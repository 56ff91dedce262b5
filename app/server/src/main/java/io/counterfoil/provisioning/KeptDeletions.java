package io.counterfoil.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an account's clients deleted and its node keeps.
 *
 * @param days how many days it is kept; 0: what is deleted is gone
 * @param ownDays chosen for this account; null = as the provider has it for all
 * @param objects how much there was at the node's last report
 * @param bytes their bytes
 * @param returned what was last asked back; null = never anything
 */
public record KeptDeletions(
        int days,
        @Nullable Integer ownDays,
        long objects,
        long bytes,
        @Nullable Returned returned) {

    /**
     * Deleted data that was asked back.
     *
     * @param since everything that was deleted since then
     * @param askedAt when somebody asked
     * @param done what came of it; null = it is not all back yet
     */
    public record Returned(Instant since, Instant askedAt, @Nullable Done done) {}

    /**
     * All of it is back.
     *
     * @param at since when
     * @param objects how many there were
     * @param bytes their bytes
     */
    public record Done(Instant at, long objects, long bytes) {}
}

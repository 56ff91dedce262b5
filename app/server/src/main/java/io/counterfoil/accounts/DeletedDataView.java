package io.counterfoil.accounts;

import io.counterfoil.provisioning.KeptDeletions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an account's backup programs deleted and the storage node keeps.
 *
 * @param keepDays how many days it is kept; 0: what is deleted is gone
 * @param ownKeepDays chosen for this account; null = as the provider has it for all
 * @param bytes how much of it there was at the node's last report
 * @param restoration what was last asked back; null = never anything
 */
public record DeletedDataView(
        int keepDays,
        @Nullable Integer ownKeepDays,
        long bytes,
        @Nullable Restoration restoration) {

    /**
     * Deleted data that was asked back.
     *
     * @param since everything that was deleted since then
     * @param askedAt when somebody asked
     * @param doneAt since when all of it is back; null = not yet
     * @param objects how many files of the repository those were; null = not yet
     * @param bytes how large they are together; null = not yet
     */
    public record Restoration(
            Instant since,
            Instant askedAt,
            @Nullable Instant doneAt,
            @Nullable Long objects,
            @Nullable Long bytes) {

        private static @Nullable Restoration of(KeptDeletions.@Nullable Returned returned) {
            if (returned == null) {
                return null;
            }
            KeptDeletions.Done done = returned.done();
            return done == null
                    ? new Restoration(returned.since(), returned.askedAt(), null, null, null)
                    : new Restoration(
                            returned.since(),
                            returned.askedAt(),
                            done.at(),
                            done.objects(),
                            done.bytes());
        }
    }

    static DeletedDataView of(KeptDeletions kept) {
        return new DeletedDataView(
                kept.days(), kept.ownDays(), kept.bytes(), Restoration.of(kept.returned()));
    }
}

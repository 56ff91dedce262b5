package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of one account, whole: what it doesn't say isn't so.
 *
 * @param version grows with each change on the control side, at least 1; the node ignores older
 *     ones
 * @param hardQuotaBytes bound set by the provider; null = none
 * @param userQuotaBytes bound set by the customer; null = none. The smaller of both counts
 * @param pool space shared with other accounts; null = none
 * @param state what the account's clients may do
 * @param keepDeletedSeconds how long the node keeps what clients delete, out of their sight, so that
 *     {@link Undelete} brings it back; null = not at all. At most ten years. The newest
 *     specification counts, also for what was deleted before it
 * @param movedTo where it went; with {@link AccountState#MOVED}, and only with it
 * @param credentials who they are; may be empty
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record AccountSpec(
        long version,
        @Nullable Long hardQuotaBytes,
        @Nullable Long userQuotaBytes,
        @Nullable Pool pool,
        AccountState state,
        @Nullable Long keepDeletedSeconds,
        @Nullable MovedTo movedTo,
        List<Credential> credentials) {

    private static final long LONGEST_KEEP = 3650L * 24 * 60 * 60;

    public AccountSpec {
        if (version < 1) {
            throw new IllegalArgumentException("an account's version is a whole number from 1");
        }
        if ((hardQuotaBytes != null && hardQuotaBytes < 0)
                || (userQuotaBytes != null && userQuotaBytes < 0)) {
            throw new IllegalArgumentException("an account's quota can't be negative");
        }
        if (state == null) {
            throw new IllegalArgumentException(
                    "an account needs its state: open, frozen, closed, moving or moved");
        }
        if ((state == AccountState.MOVED) != (movedTo != null)) {
            throw new IllegalArgumentException(
                    "an account that is moved, and no other, needs moved_to");
        }
        if (keepDeletedSeconds != null
                && (keepDeletedSeconds < 1 || keepDeletedSeconds > LONGEST_KEEP)) {
            throw new IllegalArgumentException(
                    "keep_deleted_seconds is a whole number from 1 to "
                            + LONGEST_KEEP
                            + "; leave it out to keep nothing");
        }
        if (credentials == null) {
            throw new IllegalArgumentException(
                    "an account needs its credentials, [] if it has none");
        }
        credentials = List.copyOf(credentials);
        Set<String> ids = new HashSet<>();
        for (Credential credential : credentials) {
            if (!ids.add(credential.id())) {
                throw new IllegalArgumentException(
                        "an account has the credential " + credential.id() + " twice");
            }
        }
    }

    /** An account that stands here. */
    public AccountSpec(
            long version,
            @Nullable Long hardQuotaBytes,
            @Nullable Long userQuotaBytes,
            @Nullable Pool pool,
            AccountState state,
            @Nullable Long keepDeletedSeconds,
            List<Credential> credentials) {
        this(
                version,
                hardQuotaBytes,
                userQuotaBytes,
                pool,
                state,
                keepDeletedSeconds,
                null,
                credentials);
    }

    /** An account of whose deleted objects nothing is kept. */
    public AccountSpec(
            long version,
            @Nullable Long hardQuotaBytes,
            @Nullable Long userQuotaBytes,
            @Nullable Pool pool,
            AccountState state,
            List<Credential> credentials) {
        this(version, hardQuotaBytes, userQuotaBytes, pool, state, null, null, credentials);
    }
}

package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Pool;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an account shall stand on its node.
 *
 * @param hardQuotaBytes the provider's bound; null = none
 * @param userQuotaBytes the user's own bound; null = none
 * @param pool the space that it shares with other accounts on its node; null = none
 * @param state what its clients may do
 */
public record Desired(
        @Nullable Long hardQuotaBytes,
        @Nullable Long userQuotaBytes,
        @Nullable Pool pool,
        AccountState state) {

    public Desired {
        if ((hardQuotaBytes != null && hardQuotaBytes <= 0)
                || (userQuotaBytes != null && userQuotaBytes <= 0)) {
            throw new IllegalArgumentException("a quota is at least one byte, or none");
        }
    }

    /** Bounds of an account that shares its space with nobody. */
    public Desired(
            @Nullable Long hardQuotaBytes, @Nullable Long userQuotaBytes, AccountState state) {
        this(hardQuotaBytes, userQuotaBytes, null, state);
    }

    /** The same bounds in another state. */
    public Desired in(AccountState other) {
        return new Desired(hardQuotaBytes, userQuotaBytes, pool, other);
    }

    /** The same with its space in another pool; null = in none. */
    public Desired sharing(@Nullable Pool other) {
        return new Desired(hardQuotaBytes, userQuotaBytes, other, state);
    }

    /** The bound that counts: the smallest one; null = unlimited. */
    public @Nullable Long effectiveQuotaBytes() {
        Long shared = pool == null ? null : (Long) pool.hardQuotaBytes();
        return smaller(smaller(hardQuotaBytes, userQuotaBytes), shared);
    }

    /**
     * What the node is sent as {@code version}.
     *
     * @param keepDays how many days it keeps what clients delete; 0 is left out, as older nodes
     *     don't know of it
     */
    AccountSpec spec(long version, int keepDays, List<Credential> credentials) {
        return new AccountSpec(
                version,
                hardQuotaBytes,
                userQuotaBytes,
                pool,
                state,
                keepDays == 0 ? null : (Long) Duration.ofDays(keepDays).toSeconds(),
                credentials);
    }

    private static @Nullable Long smaller(@Nullable Long one, @Nullable Long other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : (Long) Math.min(one, other);
    }
}

package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountState;
import org.jspecify.annotations.Nullable;

/**
 * How an account shall stand on its node.
 *
 * @param hardQuotaBytes the provider's bound; null = none
 * @param userQuotaBytes the user's own bound; null = none
 * @param state what its clients may do
 */
public record Desired(
        @Nullable Long hardQuotaBytes, @Nullable Long userQuotaBytes, AccountState state) {

    public Desired {
        if ((hardQuotaBytes != null && hardQuotaBytes <= 0)
                || (userQuotaBytes != null && userQuotaBytes <= 0)) {
            throw new IllegalArgumentException("a quota is at least one byte, or none");
        }
    }

    /** The same bounds in another state. */
    public Desired in(AccountState other) {
        return new Desired(hardQuotaBytes, userQuotaBytes, other);
    }

    /** The bound that counts: the smaller one; null = unlimited. */
    public @Nullable Long effectiveQuotaBytes() {
        if (hardQuotaBytes == null) {
            return userQuotaBytes;
        }
        return userQuotaBytes == null ? hardQuotaBytes : Math.min(hardQuotaBytes, userQuotaBytes);
    }
}

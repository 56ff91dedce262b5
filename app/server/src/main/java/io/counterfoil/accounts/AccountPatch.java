package io.counterfoil.accounts;

import com.fasterxml.jackson.annotation.JsonSetter;
import org.jspecify.annotations.Nullable;

/**
 * A change of an account's quotas. No record, because a missing quota stays and a null one lifts
 * the bound.
 */
public final class AccountPatch {
    private @Nullable Change hardQuota;
    private @Nullable Change userQuota;

    /** A new bound in bytes; null = none. */
    record Change(@Nullable Long bytes) {}

    /** The provider's bound. */
    @JsonSetter("hard_quota_bytes")
    public void setHardQuotaBytes(@Nullable Long bytes) {
        hardQuota = new Change(bytes);
    }

    /** The user's own bound. */
    @JsonSetter("user_quota_bytes")
    public void setUserQuotaBytes(@Nullable Long bytes) {
        userQuota = new Change(bytes);
    }

    @Nullable Change hardQuota() {
        return hardQuota;
    }

    @Nullable Change userQuota() {
        return userQuota;
    }
}

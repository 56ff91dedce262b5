package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts accounts on other plans, or on other versions of theirs. */
public final class AccountPlans {
    private final Spaces spaces;

    /** Accounts whose space {@code provisioning} looks after. */
    public AccountPlans(Provisioning provisioning) {
        this.spaces = new Spaces(provisioning);
    }

    /**
     * Puts a parent account that the caller has locked, and its sub-accounts, on a version of a
     * plan. Bounds that sub-accounts have of their own stay; their parent's counts for them too.
     *
     * @param hardQuotaBytes the parent's hard quota from now on; null = none
     */
    public void put(
            Tx tx, UUID account, UUID plan, int version, @Nullable Long hardQuotaBytes) {
        AccountRepository repository = new AccountRepository(tx);
        repository.setPlan(account, plan, version, hardQuotaBytes);
        spaces.follow(tx, repository.find(account).orElseThrow());
    }
}

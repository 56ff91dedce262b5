package io.counterfoil.accounts.plans;

import java.util.UUID;

/**
 * Whom a move to the newest version of a plan touches, in numbers.
 *
 * @param plan the plan
 * @param version its newest version, to which accounts are moved
 * @param accounts parent accounts on an older one; their sub-accounts go with them
 * @param quotasChanged those of them whose hard quota becomes another
 * @param ownQuotasKept those with a hard quota that somebody set for them alone, which stays
 * @param overQuota those that store more than they may from then on: their backups are refused until
 *     they have made room
 */
public record MigrationPreview(
        UUID plan, int version, int accounts, int quotasChanged, int ownQuotasKept, int overQuota) {

    static MigrationPreview none(UUID plan, int version) {
        return new MigrationPreview(plan, version, 0, 0, 0, 0);
    }

    MigrationPreview plus(TouchedAccount account) {
        return new MigrationPreview(
                plan,
                version,
                accounts + 1,
                quotasChanged + (account.quotaChanges() ? 1 : 0),
                ownQuotasKept + (account.ownQuota() ? 1 : 0),
                overQuota + (account.overQuota() ? 1 : 0));
    }
}

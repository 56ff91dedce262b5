package io.counterfoil.node.accounts;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.Pool;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Sums over accounts.
 *
 * @param accounts how many there are
 * @param usedBytes what they store, deleted objects that are kept included
 * @param promisedBytes what their hard quotas allow: a pool's once, and of an account without a quota
 *     what it stores; an account that moved to another node is promised nothing here
 */
public record Totals(long accounts, long usedBytes, long promisedBytes) {
    /** The sums over those of them that aren't purged. */
    static Totals of(Collection<Account> all) {
        long number = 0;
        long used = 0;
        long promised = 0;
        Map<UUID, Long> pools = new HashMap<>();
        for (Account account : all) {
            if (account.entry().purged()) {
                continue;
            }
            AccountSpec spec = account.entry().spec();
            Pool pool = spec.pool();
            long stored = account.content().meter().storedBytes();
            number++;
            used += stored + account.content().meter().deleted().bytes();
            if (pool != null && spec.movedTo() == null) {
                pools.merge(pool.id(), pool.hardQuotaBytes(), Math::max);
            } else if (spec.movedTo() == null) {
                promised += spec.hardQuotaBytes() == null ? stored : spec.hardQuotaBytes();
            }
        }
        promised += pools.values().stream().mapToLong(Long::longValue).sum();
        return new Totals(number, used, promised);
    }
}

package io.counterfoil.accounts.own;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.provisioning.RepositoryKey;
import io.counterfoil.software.Software;
import io.counterfoil.web.FileSize;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what an account's holder has, in words and numbers for their pages. */
public final class Overviews {
    /** What stands for a secret that is not shown. */
    private static final String SECRET = "PASSWORD";

    private final Transactions transactions;
    private final AccountCare care;
    private final Providers providers;
    private final Software software;

    /** Accounts as {@code care} shows them, in the calendar of each of {@code providers}. */
    public Overviews(
            Transactions transactions,
            AccountCare care,
            Providers providers,
            Software software) {
        this.transactions = transactions;
        this.care = care;
        this.providers = providers;
        this.software = software;
    }

    /**
     * What somebody has.
     *
     * @param account the account
     * @param timeLeft how long its time still runs
     * @param used what it stores
     * @param bound how much it may store; null = as much as it likes
     * @param fill how much of its space is used; null = it has no bound, or was not measured yet
     * @param sharedFill the same of the space that it shares; null = it shares none
     * @param keys the keys to its repository that work, the oldest first
     * @param repository its repository with the name of the newest key that may do everything, or
     *     else of the newest that backs up, and PASSWORD in the place of the secret; null = there is
     *     neither
     * @param software where the provider's software is; null = nowhere
     */
    public record Overview(
            AccountView account,
            Text timeLeft,
            Text used,
            @Nullable Text bound,
            @Nullable Fill fill,
            @Nullable Fill sharedFill,
            List<RepositoryKey> keys,
            @Nullable String repository,
            @Nullable String software) {
        public Overview {
            keys = List.copyOf(keys);
        }
    }

    /**
     * What the holder of an account has.
     *
     * @throws io.counterfoil.platform.Refused if the caller may not see it
     */
    Overview of(Caller caller, UUID id) {
        AccountView account = care.view(caller, id);
        boolean measured = account.usage().reportedAt() != null;
        Long bound = account.quotas().effectiveBytes();
        AccountView.SharedView shared = account.quotas().shared();
        List<RepositoryKey> keys = care.keys(caller, id).reversed();
        return transactions.read(
                caller,
                tx -> {
                    Provider provider = providers.of(tx);
                    return new Overview(
                            account,
                            TimeLeft.words(tx.now(), account.term().endsAt(), provider.zone()),
                            FileSize.words(account.usage().bytes()),
                            bound == null ? null : FileSize.words(bound),
                            bound == null || !measured
                                    ? null
                                    : Fill.of(account.usage().bytes(), bound),
                            shared == null ? null : Fill.of(shared.usedBytes(), shared.bytes()),
                            keys,
                            forBackups(account, keys),
                            software.address(tx).orElse(null));
                });
    }

    private static @Nullable String forBackups(AccountView account, List<RepositoryKey> keys) {
        return keys.reversed().stream()
                .filter(key -> key.scope().backsUp())
                // Instructions are for whoever has the account, who may also delete.
                .min(Comparator.comparing(key -> !key.scope().deletes()))
                .map(key -> new RepositoryAccess(account.node().url(), key.username(), SECRET))
                .map(RepositoryAccess::withCredentials)
                .orElse(null);
    }
}

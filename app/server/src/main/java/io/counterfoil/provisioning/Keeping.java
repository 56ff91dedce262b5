package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has nodes keep what clients delete, and bring it back. A prune that somebody forged, or that
 * malware ran with a stolen key, is undone with it.
 */
public final class Keeping {
    /** For so many days at most. */
    public static final int MOST_DAYS = 365;

    private static final String JOB = "undelete";
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job(JOB));
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Jobs jobs;
    private final Delivery delivery;
    private final NodeClient client;
    private final Ids ids;
    private final InstantSource clock;

    /** Defines the job; made before the jobs start. */
    public Keeping(
            Transactions transactions,
            Jobs jobs,
            Delivery delivery,
            NodeClient client,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.delivery = delivery;
        this.client = client;
        this.ids = ids;
        this.clock = clock;
        jobs.defineOutside(JOB, this::node, Jobs.LAST_RETRY, this::bringBack);
    }

    /** For how many days deleted data of all accounts without days of their own is kept. */
    public int days(Tx tx) {
        return new KeepingRepository(tx).days();
    }

    /**
     * Chooses them. Nodes learn of it with the next comparisons, of a thousand accounts each time;
     * shorter days count for what was deleted before, too.
     *
     * @param days 0 keeps nothing
     * @return whether that changes anything
     */
    public boolean choose(Tx tx, int days) {
        return new KeepingRepository(tx).choose(days);
    }

    /**
     * Chooses an account's own days.
     *
     * @param days null = as the provider has it for all
     * @return whether that changes anything
     */
    public boolean choose(Tx tx, UUID account, @Nullable Integer days) {
        Optional<Long> version = new KeepingRepository(tx).choose(account, days);
        version.ifPresent(next -> delivery.schedule(tx, account, next));
        return version.isPresent();
    }

    /** What an account has; empty if it has no place. */
    public Optional<KeptDeletions> find(Tx tx, UUID account) {
        return new KeepingRepository(tx).find(account);
    }

    /**
     * Asks for everything back that was deleted since an instant, as part of the transaction that
     * decides it; the node follows after the commit.
     *
     * @throws Refused while what was asked for last is not back yet, or after the account's end
     */
    public void bringBack(Tx tx, UUID account, Instant since) {
        UUID id = ids.next();
        if (!new KeepingRepository(tx).ask(account, id, since)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Deleted data of this account is being brought back already. Ask again when"
                            + " that is done.");
        }
        jobs.schedule(tx, JOB, account + ":" + id);
    }

    private static UUID account(String instance) {
        return UUID.fromString(instance.substring(0, instance.indexOf(':')));
    }

    private Optional<KeepingRepository.Wanted> wanted(UUID account) {
        return transactions.read(CALLER, tx -> new KeepingRepository(tx).wanted(account));
    }

    private Set<UUID> node(String instance) {
        return wanted(account(instance))
                .map(wanted -> Set.of(wanted.node().id()))
                .orElse(Set.of());
    }

    private Optional<Instant> bringBack(String instance) {
        UUID account = account(instance);
        Optional<KeepingRepository.Wanted> found = wanted(account);
        return found.isEmpty() || isBack(account, found.get())
                ? Optional.empty()
                : Optional.of(clock.instant().plus(LOOK_AGAIN));
    }

    private boolean isBack(UUID account, KeepingRepository.Wanted wanted) {
        Optional<NodeClient.Told<AccountStatus>> told = client.find(wanted.node(), account);
        if (told.isEmpty()) {
            // It is sent there again by the reconciler.
            return false;
        }
        Undelete.Request asked =
                new Undelete.Request(wanted.id(), told.get().by().there(wanted.since()));
        Undelete undelete =
                client.undelete(wanted.node(), account, asked)
                        .map(AccountStatus::undelete)
                        .orElse(null);
        if (undelete == null
                || undelete.finishedAt() == null
                || !undelete.id().equals(wanted.id())) {
            return false;
        }
        transactions.write(
                CALLER,
                tx ->
                        new KeepingRepository(tx)
                                .done(
                                        account,
                                        wanted.id(),
                                        undelete.objects(),
                                        undelete.bytes()));
        return true;
    }
}

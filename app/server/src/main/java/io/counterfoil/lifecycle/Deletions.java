package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Endings;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.Purges;
import io.counterfoil.provisioning.Quiet;
import io.counterfoil.provisioning.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Deletes accounts whose announced date has come: the node closes them, is asked whether anything
 * was backed up since an uninstall, removes everything, and gives a receipt; only then are the
 * rows emptied.
 *
 * <p>A job for each account does that and may be stopped anywhere. Until the purge begins it looks
 * anew each time, so that a payment in between wins; from then on it never stops before there is a
 * receipt. While a node is down, everything waits.
 */
public final class Deletions {
    private static final String JOB = "delete-account";
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Endings endings;
    private final Provisioning provisioning;
    private final Purges purges;
    private final Jobs jobs;
    private final InstantSource clock;

    /** Defines the job; made before {@code jobs} start. */
    public Deletions(
            Transactions transactions,
            Endings endings,
            Provisioning provisioning,
            Purges purges,
            Jobs jobs,
            InstantSource clock) {
        this.transactions = transactions;
        this.endings = endings;
        this.provisioning = provisioning;
        this.purges = purges;
        this.jobs = jobs;
        this.clock = clock;
        jobs.defineOutside(
                JOB,
                instance -> purges.nodes(account(instance)),
                Jobs.LAST_RETRY,
                this::run);
    }

    /** Asks for the deletion of an account, which looks for itself whether that is due. */
    void schedule(Tx tx, Due due) {
        jobs.schedule(tx, JOB, due.provider() + ":" + due.id());
    }

    private static UUID account(String instance) {
        return UUID.fromString(instance.substring(instance.indexOf(':') + 1));
    }

    private Optional<Instant> run(String instance) {
        UUID provider = UUID.fromString(instance.substring(0, instance.indexOf(':')));
        return run(provider, account(instance));
    }

    /**
     * Goes as far as the nodes let it, without waiting for the job.
     *
     * @return when to go on; empty if there is nothing left to do
     */
    public Optional<Instant> run(UUID provider, UUID account) {
        Caller caller = new Caller(new Scope.Provider(provider), ACTOR);
        return switch (transactions.write(caller, tx -> endings.close(tx, account))) {
            case Endings.Stage.Kept() -> Optional.empty();
            case Endings.Stage.Closing(List<UUID> family) -> begin(caller, account, family);
            case Endings.Stage.Purging(List<UUID> family) -> purge(caller, family);
        };
    }

    private Optional<Instant> begin(Caller caller, UUID account, List<UUID> family) {
        Map<UUID, Quiet> quiet = new HashMap<>();
        for (UUID member : family) {
            provisioning.deliverNow(member);
            purges.quiet(member).ifPresent(said -> quiet.put(member, said));
        }
        if (quiet.size() < family.size()) {
            return in(LOOK_AGAIN);
        }
        return transactions.write(caller, tx -> endings.purge(tx, account, quiet))
                        instanceof Endings.Stage.Purging(List<UUID> begun)
                ? purge(caller, begun)
                : Optional.empty();
    }

    private Optional<Instant> purge(Caller caller, List<UUID> subAccountsFirst) {
        for (UUID member : subAccountsFirst) {
            Optional<Receipt> receipt = purges.purge(member);
            if (receipt.isEmpty()) {
                return in(Purges.LOOK_AGAIN);
            }
            transactions.write(
                    caller,
                    tx -> {
                        endings.purged(tx, member, receipt.get());
                        return member;
                    });
        }
        return Optional.empty();
    }

    private Optional<Instant> in(Duration pause) {
        return Optional.of(clock.instant().plus(pause));
    }
}

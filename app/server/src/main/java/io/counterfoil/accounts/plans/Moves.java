package io.counterfoil.accounts.plans;

import io.counterfoil.accounts.AccountPlans;
import io.counterfoil.accounts.plans.PlanMigrationRepository.Behind;
import io.counterfoil.accounts.plans.PlanMigrationRepository.Member;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.PlanVersion;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The job that moves accounts to a version of their plan, some in each transaction. An account that
 * was moved is not behind any more, so a job that is killed goes on where it stopped, and one that
 * runs twice moves nobody twice.
 *
 * <p>The hard quota changes only where it is the one that the account's version of the plan gave it;
 * one that somebody set for the account alone stays.
 */
public final class Moves {
    private static final String JOB = "plan-migration";
    private static final String BETWEEN = ":";
    private static final int AT_ONCE = 100;

    private final Transactions transactions;
    private final Jobs jobs;
    private final Catalog catalog;
    private final Provisioning provisioning;
    private final AccountPlans plans;
    private final EventLog events;

    /** Moves whose nodes follow through {@code provisioning}. */
    public Moves(
            Transactions transactions,
            Jobs jobs,
            Catalog catalog,
            Provisioning provisioning,
            EventLog events) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.catalog = catalog;
        this.provisioning = provisioning;
        this.plans = new AccountPlans(provisioning);
        this.events = events;
        jobs.defineLong(
                JOB,
                instance -> instance.substring(0, instance.indexOf(BETWEEN)),
                this::work);
    }

    /** What becomes of an account's hard quota. */
    private record Quota(@Nullable Long bytes, boolean own) {}

    /** Has a migration carried out after the transaction. */
    void schedule(Tx tx, PlanMigration migration) {
        jobs.schedule(tx, JOB, tx.provider() + BETWEEN + migration.id());
    }

    /** What a move to the plan's newest version would change for these accounts, in their order. */
    List<TouchedAccount> foresee(Tx tx, Plan plan, List<Behind> accounts) {
        IntFunction<PlanVersion> versions = versions(tx, plan.id());
        Map<UUID, Long> used =
                used(tx, accounts.stream().map(Behind::account).collect(Collectors.toSet()));
        return accounts.stream()
                .map(
                        account -> {
                            Quota quota =
                                    quota(
                                            account,
                                            versions.apply(account.version()),
                                            plan.hardQuotaBytes());
                            long bytes = used.getOrDefault(account.account(), 0L);
                            return new TouchedAccount(
                                    account.account(),
                                    account.username(),
                                    account.version(),
                                    plan.version(),
                                    account.hardQuotaBytes(),
                                    quota.bytes(),
                                    quota.own(),
                                    bytes,
                                    quota.bytes() != null && bytes > quota.bytes());
                        })
                .toList();
    }

    private void work(String instance) {
        int between = instance.indexOf(BETWEEN);
        UUID provider = UUID.fromString(instance.substring(0, between));
        UUID migration = UUID.fromString(instance.substring(between + 1));
        Caller caller = new Caller(new Scope.Provider(provider), Actor.job(JOB));
        boolean more;
        do {
            more = transactions.write(caller, tx -> moveSome(tx, migration));
        } while (more);
    }

    private boolean moveSome(Tx tx, UUID id) {
        PlanMigrationRepository repository = new PlanMigrationRepository(tx);
        PlanMigration migration = repository.lockRunning(id).orElse(null);
        if (migration == null) {
            return false;
        }
        List<Behind> some =
                repository.lockBehind(migration.plan(), migration.version(), AT_ONCE);
        IntFunction<PlanVersion> versions = versions(tx, migration.plan());
        PlanVersion target = versions.apply(migration.version());
        for (Behind account : some) {
            move(tx, account, versions.apply(account.version()), target);
        }
        repository.count(id, some.size());
        return !some.isEmpty();
    }

    private void move(Tx tx, Behind account, PlanVersion from, PlanVersion to) {
        Quota quota = quota(account, from, to.hardQuotaBytes());
        plans.put(tx, account.account(), to.plan(), to.version(), quota.bytes());
        events.append(
                tx, Subject.account(account.account()), "plan_migrated", facts(from, to, quota));
    }

    private static Map<String, Object> facts(PlanVersion from, PlanVersion to, Quota quota) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("plan", to.plan().toString());
        facts.put("from_version", from.version());
        facts.put("to_version", to.version());
        facts.put("own_quota_kept", quota.own());
        if (quota.bytes() != null) {
            facts.put("hard_quota_bytes", quota.bytes());
        }
        return facts;
    }

    private static Quota quota(Behind account, PlanVersion from, @Nullable Long quotaOfNewest) {
        boolean own = !Objects.equals(account.hardQuotaBytes(), from.hardQuotaBytes());
        return own
                ? new Quota(account.hardQuotaBytes(), true)
                : new Quota(quotaOfNewest, false);
    }

    private IntFunction<PlanVersion> versions(Tx tx, UUID plan) {
        Map<Integer, PlanVersion> known = new HashMap<>();
        return version ->
                known.computeIfAbsent(
                        version,
                        number -> catalog.planVersion(tx, plan, number).orElseThrow());
    }

    /** What each of these parents stores together with its sub-accounts. */
    private Map<UUID, Long> used(Tx tx, Collection<UUID> parents) {
        List<Member> members = new PlanMigrationRepository(tx).members(parents);
        Map<UUID, Long> each =
                provisioning.used(tx, members.stream().map(Member::account).toList());
        return members.stream()
                .collect(
                        Collectors.groupingBy(
                                Member::parent,
                                Collectors.summingLong(
                                        member -> each.getOrDefault(member.account(), 0L))));
    }
}

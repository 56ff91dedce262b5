package io.counterfoil.catalog;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Makes, changes and lists plans. */
public final class Plans {
    /** How long a trial lasts by default. */
    public static final int TRIAL_DAYS = 30;

    /** How much a trial may store by default: 512 MB, of a million bytes each. */
    public static final long TRIAL_QUOTA_BYTES = 512_000_000L;

    private static final int LONGEST_TRIAL_DAYS = 366;
    private static final int LONGEST_NAME = 100;
    private static final String TAKEN = "23505";

    private final Transactions transactions;
    private final Ids ids;
    private final Audit audit;

    /** Plans kept through {@code transactions}; who changes one is named in {@code audit}. */
    public Plans(Transactions transactions, Ids ids, Audit audit) {
        this.transactions = transactions;
        this.ids = ids;
        this.audit = audit;
    }

    /**
     * Makes a plan.
     *
     * @throws Refused if a field is wrong or the name is taken
     */
    public Plan create(Caller caller, NewPlan wanted) {
        return transactions.once(caller, Plan.class, tx -> create(tx, wanted));
    }

    /**
     * Changes a plan, as a new version that accounts have from now on. Those that are there stay as
     * they are. A change that changes nothing makes no version.
     *
     * @throws Refused if there is no such plan, a field is wrong, the name is taken, or the patch
     *     is meant for another version
     */
    public Plan change(Caller caller, UUID plan, PlanPatch patch) {
        try {
            return transactions.once(caller, Plan.class, tx -> change(tx, plan, patch));
        } catch (UnableToExecuteStatementException e) {
            // Another plan may take the name at this moment; only the constraint knows.
            if (e.getCause() instanceof SQLException cause && TAKEN.equals(cause.getSQLState())) {
                throw nameTaken(Objects.requireNonNullElse(patch.name(), ""));
            }
            throw e;
        }
    }

    /** The plans of the caller's provider. */
    public Slice<Plan> list(Caller caller, Listing listing) {
        return transactions.read(
                caller, tx -> Slice.of(listing, new PlanRepository(tx).list(listing), Plan::id));
    }

    /**
     * A plan in its newest version.
     *
     * @throws Refused if there is no such plan
     */
    public Plan find(Caller caller, UUID plan) {
        return transactions.read(caller, tx -> find(tx, plan));
    }

    /**
     * The versions of a plan, newest first.
     *
     * @throws Refused if there is no such plan
     */
    public Slice<PlanVersion> versions(Caller caller, UUID plan, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    find(tx, plan);
                    return Slice.of(
                            listing,
                            new PlanVersionRepository(tx).list(plan, listing),
                            PlanVersion::id);
                });
    }

    private static Plan find(Tx tx, UUID plan) {
        return new PlanRepository(tx).find(plan).orElseThrow(() -> Refused.notFound("plan"));
    }

    private Plan create(Tx tx, NewPlan wanted) {
        Fields fields = new Fields();
        String name = fields.text("name", wanted.name(), LONGEST_NAME);
        Edition edition = fields.oneOf("edition", wanted.edition(), Edition.class);
        Long quota = quota(fields, wanted.hardQuotaBytes());
        Integer trialDays =
                wanted.trialDays() == null
                        ? usualTrialDays(edition)
                        : trialDays(fields, wanted.trialDays());
        Map<String, Object> features = PlanFeatures.check(fields, wanted.features());
        fields.done();
        Long usual = edition == Edition.TRIAL ? (Long) TRIAL_QUOTA_BYTES : null;
        Plan plan =
                new Plan(
                        ids.next(),
                        1,
                        name,
                        edition,
                        quota == null ? usual : quota,
                        trialDays,
                        features);
        if (!new PlanRepository(tx).insert(plan)) {
            throw nameTaken(name);
        }
        new PlanVersionRepository(tx).insert(ids.next(), plan);
        return plan;
    }

    private Plan change(Tx tx, UUID id, PlanPatch patch) {
        PlanRepository plans = new PlanRepository(tx);
        Plan now = plans.lock(id).orElseThrow(() -> Refused.notFound("plan"));
        if (patch.version() != null && patch.version() != now.version()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "Somebody else has changed this plan: its version is {version} now."
                                    + " Look at it, then make your change again.",
                            "version",
                            now.version()));
        }
        Plan changed = changed(now, patch);
        if (changed.equals(now)) {
            return now;
        }
        Plan next = changed.inVersion(now.version() + 1);
        plans.change(next);
        new PlanVersionRepository(tx).insert(ids.next(), next);
        audit.record(tx, "plan.changed", "plan:" + id, Map.of("version", next.version()));
        return next;
    }

    private static Plan changed(Plan now, PlanPatch patch) {
        Fields fields = new Fields();
        PlanPatch.Change<Long> quota = patch.hardQuota();
        PlanPatch.Change<Integer> days = patch.trialDays();
        if (days != null && days.value() == null && now.edition() == Edition.TRIAL) {
            fields.problem("trial_days", "A trial lasts some days: a whole number.");
        }
        Plan changed =
                new Plan(
                        now.id(),
                        now.version(),
                        patch.name() == null
                                ? now.name()
                                : fields.text("name", patch.name(), LONGEST_NAME),
                        now.edition(),
                        quota == null ? now.hardQuotaBytes() : quota(fields, quota.value()),
                        days == null || (days.value() == null && now.edition() == Edition.TRIAL)
                                ? now.trialDays()
                                : trialDays(fields, days.value()),
                        patch.features() == null
                                ? now.features()
                                : PlanFeatures.check(fields, patch.features()));
        fields.done();
        return changed;
    }

    private static Refused nameTaken(String name) {
        return new Refused(
                ProblemType.CONFLICT,
                Text.of(
                        "There is already a plan called \"{name}\". Choose another name.",
                        "name",
                        name));
    }

    // What is refused stands for nothing, and is no quota that a plan could have.
    private static @Nullable Long quota(Fields fields, @Nullable Long wanted) {
        if (wanted != null && wanted < 1) {
            fields.problem(
                    "hard_quota_bytes",
                    "A whole number of bytes above 0; leave it out for the default.");
            return null;
        }
        return wanted;
    }

    private static @Nullable Integer usualTrialDays(Edition edition) {
        return edition == Edition.TRIAL ? TRIAL_DAYS : null;
    }

    private static @Nullable Integer trialDays(Fields fields, @Nullable Integer wanted) {
        return wanted == null
                ? null
                : (Integer) fields.number("trial_days", wanted, 1, LONGEST_TRIAL_DAYS);
    }
}

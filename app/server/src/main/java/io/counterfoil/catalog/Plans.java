package io.counterfoil.catalog;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and lists plans. */
public final class Plans {
    /** How long a trial lasts by default. */
    public static final int TRIAL_DAYS = 30;

    /** How much a trial may store by default: 512 MB, of a million bytes each. */
    public static final long TRIAL_QUOTA_BYTES = 512_000_000L;

    private static final int LONGEST_TRIAL_DAYS = 366;
    private static final int LONGEST_NAME = 100;

    private final Transactions transactions;
    private final Ids ids;

    /** Plans kept through {@code transactions}. */
    public Plans(Transactions transactions, Ids ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Makes a plan.
     *
     * @throws Refused if a field is wrong or the name is taken
     */
    public Plan create(Caller caller, NewPlan wanted) {
        return transactions.once(caller, Plan.class, tx -> create(tx, wanted));
    }

    /** The plans of the caller's provider. */
    public Slice<Plan> list(Caller caller, Listing listing) {
        return transactions.read(
                caller, tx -> Slice.of(listing, new PlanRepository(tx).list(listing), Plan::id));
    }

    private Plan create(Tx tx, NewPlan wanted) {
        Fields fields = new Fields();
        String name = fields.text("name", wanted.name(), LONGEST_NAME);
        Edition edition = fields.oneOf("edition", wanted.edition(), Edition.class);
        Long quota = quota(fields, edition, wanted.hardQuotaBytes());
        Integer trialDays = trialDays(fields, edition, wanted.trialDays());
        Map<String, Object> features = PlanFeatures.check(fields, wanted.features());
        fields.done();
        UUID id = ids.next();
        Plan plan = new Plan(id, name, edition, quota, trialDays, features);
        if (!new PlanRepository(tx).insert(plan)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "There is already a plan called \"" + name + "\". Choose another name.");
        }
        return plan;
    }

    private static @Nullable Long quota(Fields fields, Edition edition, @Nullable Long wanted) {
        if (wanted != null && wanted < 1) {
            fields.problem(
                    "hard_quota_bytes",
                    "A whole number of bytes above 0; leave it out for the default.");
        }
        return wanted == null && edition == Edition.TRIAL ? (Long) TRIAL_QUOTA_BYTES : wanted;
    }

    private static @Nullable Integer trialDays(
            Fields fields, Edition edition, @Nullable Integer wanted) {
        if (wanted == null) {
            return edition == Edition.TRIAL ? TRIAL_DAYS : null;
        }
        return fields.number("trial_days", wanted, 1, LONGEST_TRIAL_DAYS);
    }
}

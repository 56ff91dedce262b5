package io.counterfoil.trials;

import io.counterfoil.access.Audit;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What providers offer on the web: nothing, until they choose a plan for it. */
public final class TrialOffers {
    static final int SHORTEST_DAYS = 14;
    static final int LONGEST_DAYS = 30;
    private static final int LONGEST_WINDOW = 3660;

    private final Transactions transactions;
    private final Catalog catalog;
    private final Audit audit;

    /** Offers of plans in {@code catalog}; who changes one is named in {@code audit}. */
    public TrialOffers(Transactions transactions, Catalog catalog, Audit audit) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.audit = audit;
    }

    /** The offer of the caller's provider. */
    TrialOffer read(Caller caller) {
        return transactions.read(caller.forProvider(), TrialOffers::offer);
    }

    /**
     * The plan that is offered, in its newest version; empty if nothing is, or if the plan was
     * changed so that it is no trial of 14 to 30 days any more.
     */
    Optional<Plan> plan(Tx tx) {
        return Optional.ofNullable(offer(tx).plan())
                .flatMap(plan -> catalog.plan(tx, plan))
                .filter(TrialOffers::isTrial);
    }

    /** Whether a plan may be offered. */
    static boolean isTrial(Plan plan) {
        Integer days = plan.trialDays();
        return days != null && days >= SHORTEST_DAYS && days <= LONGEST_DAYS;
    }

    static TrialOffer offer(Tx tx) {
        return new TrialOfferRepository(tx).find().orElse(TrialOffer.NONE);
    }

    /**
     * Changes the offer, from the next request on.
     *
     * @param plan its id; null or empty: no trials
     * @throws Refused if there is no such plan, it can't be tried for 14 to 30 days, or the window is
     *     no number of days
     */
    TrialOffer change(Caller caller, @Nullable String plan, @Nullable Integer householdDays) {
        Fields fields = new Fields();
        UUID chosen = plan == null || plan.isBlank() ? null : fields.id("plan", plan);
        int days = fields.number("household_days", householdDays, 0, LONGEST_WINDOW);
        fields.done();
        TrialOffer offer = new TrialOffer(chosen, days);
        return transactions.once(
                caller,
                TrialOffer.class,
                tx -> {
                    if (chosen != null) {
                        requireTrial(
                                catalog.plan(tx, chosen)
                                        .orElseThrow(
                                                () ->
                                                        Refused.field(
                                                                "plan",
                                                                "There is no such plan.")));
                    }
                    new TrialOfferRepository(tx).put(offer);
                    audit.record(
                            tx,
                            "trial.offer_changed",
                            "trial-offer",
                            Map.of(
                                    "plan",
                                    chosen == null ? "" : chosen.toString(),
                                    "household_days",
                                    days));
                    return offer;
                });
    }

    private static void requireTrial(Plan plan) {
        if (!isTrial(plan)) {
            throw Refused.field(
                    "plan",
                    new Text(
                            "A trial on the web lasts {least} to {most} days: set the days of the"
                                    + " plan {plan} to that first.",
                            Map.of(
                                    "least",
                                    SHORTEST_DAYS,
                                    "most",
                                    LONGEST_DAYS,
                                    "plan",
                                    plan.name())));
        }
    }
}

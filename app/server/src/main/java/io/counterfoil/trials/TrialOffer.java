package io.counterfoil.trials;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider offers on the web.
 *
 * @param plan the plan that a trial is of; null: no trials
 * @param householdDays for how many days a network and a browser have had their trial; 0: they may
 *     have as many as they have e-mail addresses
 */
public record TrialOffer(@Nullable UUID plan, int householdDays) {
    static final TrialOffer NONE = new TrialOffer(null, 90);
}

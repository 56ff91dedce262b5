package io.counterfoil.catalog;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do. A plan that is changed gets a new version; accounts stay on the one that
 * they have until their provider moves them.
 *
 * @param id its id
 * @param version the number of the newest version, from 1 on
 * @param name as people know it, unique for the provider
 * @param edition how much of the software it unlocks
 * @param hardQuotaBytes how much an account may store unless somebody decides otherwise, or null
 *     for as much as it likes
 * @param trialDays how long an account may try it unpaid; null for not at all, and never for a
 *     trial
 * @param features further facts, by name: switches, whole numbers or words
 */
public record Plan(
        UUID id,
        int version,
        String name,
        Edition edition,
        @Nullable Long hardQuotaBytes,
        @Nullable Integer trialDays,
        Map<String, Object> features) {
    public Plan {
        if (hardQuotaBytes != null && hardQuotaBytes < 1) {
            throw new IllegalArgumentException("a quota is above zero");
        }
        if (edition == Edition.TRIAL && trialDays == null) {
            throw new IllegalArgumentException("a trial has days");
        }
        features = Map.copyOf(features);
    }

    /** The same plan as another version of it. */
    Plan inVersion(int other) {
        return new Plan(id, other, name, edition, hardQuotaBytes, trialDays, features);
    }
}

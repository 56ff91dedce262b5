package io.counterfoil.trials;

import io.counterfoil.platform.Tx;
import java.util.Optional;
import java.util.UUID;

final class TrialOfferRepository {
    private final Tx tx;

    TrialOfferRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<TrialOffer> find() {
        return tx.handle()
                .createQuery(
                        "SELECT plan_id, household_days FROM trial_offer WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new TrialOffer(
                                        row.getObject("plan_id", UUID.class),
                                        row.getInt("household_days")))
                .findOne();
    }

    void put(TrialOffer offer) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO trial_offer (provider_id, plan_id, household_days) VALUES (:provider, :plan, :days)
                        ON CONFLICT (provider_id)
                            DO UPDATE SET plan_id = excluded.plan_id, household_days = excluded.household_days
                        """)
                .bind("provider", tx.provider())
                .bind("plan", offer.plan())
                .bind("days", offer.householdDays())
                .execute();
    }
}

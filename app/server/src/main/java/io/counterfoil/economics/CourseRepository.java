package io.counterfoil.economics;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The trials of accounts. */
final class CourseRepository {
    private final Tx tx;

    CourseRepository(Tx tx) {
        this.tx = tx;
    }

    /** A trial that was last measured on a day. */
    record Due(UUID account, LocalDate measuredOn) {
        /** Before all others. */
        static final Due FIRST = new Due(new UUID(0, 0), LocalDate.EPOCH);
    }

    /**
     * What was seen of a trial.
     *
     * @param due the trial as it was
     * @param bytes what it stores, with its sub-accounts
     * @param endsAt when its time ends
     */
    record Measured(Due due, long bytes, Course course, Instant endsAt) {}

    void begin(UUID account, Beginning beginning, Instant endsAt, LocalDate today) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO trial_course (provider_id, account_id, channel, product_id, retailer_id, outlet_id, began_at, ends_at, measured_on)
                        VALUES (:provider, :account, :channel, :product, :retailer, :outlet, :now, :endsAt, :today)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("channel", beginning.channel().label())
                .bind("product", beginning.product())
                .bind("retailer", beginning.retailer())
                .bind("outlet", beginning.outlet())
                .bind("now", tx.now())
                .bind("endsAt", endsAt)
                .bind("today", today)
                .execute();
    }

    /** More time that nobody paid for; 0 if the account is no trial any more. */
    int prolong(UUID account, Instant endsAt) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE trial_course SET ends_at = :endsAt, course = 'running'
                        WHERE provider_id = :provider AND account_id = :account AND converted_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("endsAt", endsAt)
                .execute();
    }

    /** Somebody pays; 0 if the account is no trial, or somebody did before. */
    int convert(UUID account) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE trial_course SET converted_at = :now
                        WHERE provider_id = :provider AND account_id = :account AND converted_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .execute();
    }

    /** The trials that were not measured today, after one that was looked at before. */
    List<Due> due(LocalDate today, Due after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, measured_on FROM trial_course
                        WHERE provider_id = :provider AND converted_at IS NULL AND course <> 'gone'
                          AND measured_on < :today AND (measured_on, account_id) > (:after, :afterId)
                        ORDER BY measured_on, account_id LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("today", today)
                .bind("after", after.measuredOn())
                .bind("afterId", after.account())
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Due(
                                        row.getObject("account_id", UUID.class),
                                        row.getObject("measured_on", LocalDate.class)))
                .list();
    }

    /** Adds what was seen, for each day since the last look; nothing where somebody was faster. */
    void measure(LocalDate today, List<Measured> seen) {
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                UPDATE trial_course
                                SET byte_days = byte_days + cast(:bytes AS bigint) * (cast(:today AS date) - measured_on),
                                    measured_on = :today, course = :course, ends_at = :endsAt
                                WHERE provider_id = :provider AND account_id = :account
                                  AND measured_on = :measuredOn AND converted_at IS NULL
                                """);
        for (Measured trial : seen) {
            batch.bind("provider", tx.provider())
                    .bind("account", trial.due().account())
                    .bind("measuredOn", trial.due().measuredOn())
                    .bind("today", today)
                    .bind("bytes", trial.bytes())
                    .bind("course", trial.course().label())
                    .bind("endsAt", trial.endsAt())
                    .add();
        }
        batch.execute();
    }
}

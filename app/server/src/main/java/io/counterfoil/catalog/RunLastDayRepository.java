package io.counterfoil.catalog;

import io.counterfoil.platform.Tx;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Last days of single runs, later than that of their product was. */
final class RunLastDayRepository {
    private final Tx tx;

    RunLastDayRepository(Tx tx) {
        this.tx = tx;
    }

    /** That of a run by its number; empty if it has none of its own. */
    Optional<LocalDate> of(int run) {
        return tx.handle()
                .createQuery(
                        "SELECT redeem_by FROM run_last_day WHERE provider_id = :provider AND run ="
                                + " :run")
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(LocalDate.class)
                .findOne();
    }

    /** The numbers of runs that have a last day of their own which is not over on a day. */
    Set<Integer> lastingOn(LocalDate day) {
        return tx.handle()
                .createQuery(
                        "SELECT run FROM run_last_day WHERE provider_id = :provider AND redeem_by >="
                                + " :day")
                .bind("provider", tx.provider())
                .bind("day", day)
                .mapTo(Integer.class)
                .set();
    }

    /** The products that have such runs. */
    Set<UUID> productsLastingOn(LocalDate day) {
        return tx.handle()
                .createQuery(
                        "SELECT DISTINCT product_id FROM run_last_day WHERE provider_id = :provider"
                                + " AND redeem_by >= :day")
                .bind("provider", tx.provider())
                .bind("day", day)
                .mapTo(UUID.class)
                .set();
    }

    void put(int run, UUID product, LocalDate day) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO run_last_day (provider_id, run, product_id, redeem_by)
                        VALUES (:provider, :run, :product, :day)
                        ON CONFLICT (provider_id, run) DO UPDATE SET redeem_by = excluded.redeem_by
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("product", product)
                .bind("day", day)
                .execute();
    }
}

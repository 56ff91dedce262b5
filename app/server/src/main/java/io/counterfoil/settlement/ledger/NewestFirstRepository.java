package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import java.time.Instant;

/**
 * The order of lists whose rows are numbered as they come, and have a time: by time, or by number
 * alone where that is the order of the index that has what is asked for.
 */
final class NewestFirstRepository {
    private final Tx tx;
    private final String table;
    private final String time;

    /** Lists of a table, with the name of the column that has the time. */
    NewestFirstRepository(Tx tx, String table, String time) {
        this.tx = tx;
        this.table = table;
        this.time = time;
    }

    /** The order, in SQL. */
    String order(boolean byTime) {
        return byTime ? time + " DESC, id DESC" : "id DESC";
    }

    /**
     * Narrows a list to what comes after the part before.
     *
     * @throws Refused if it is by time, and there is no row after which it shall go on
     */
    void goOn(Conditions conditions, Listing listing, boolean byTime) {
        if (listing.after() == null) {
            return;
        }
        long id = listing.after().getLeastSignificantBits();
        conditions.add(
                "after", id, byTime ? "(%s, id) < (:last, :after)".formatted(time) : "id < :after");
        if (byTime) {
            conditions.bind("last", timeOf(id));
        }
    }

    private Instant timeOf(long id) {
        return tx.handle()
                .createQuery(
                        "SELECT %s AS time FROM %s WHERE provider_id = :provider AND id = :id"
                                .formatted(time, table))
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> Instants.of(row, "time"))
                .findOne()
                .orElseThrow(Listing::unknownRow);
    }
}

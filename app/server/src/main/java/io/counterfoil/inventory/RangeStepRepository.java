package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** A step that a range of items makes in one statement. */
final class RangeStepRepository {
    private final Tx tx;

    RangeStepRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A step of those items of a range that can make it; a row for each product and custody.
     *
     * @param more what else to set
     * @param condition which items, further
     */
    Query of(ItemStep step, SerialRange range, String more, String condition) {
        return tx.handle()
                .createQuery(
                        """
                        WITH moved AS (
                            UPDATE serial_item SET state = :to %s
                            WHERE serial BETWEEN :first AND :last AND state = ANY(:from) %s
                            RETURNING serial, product_id, retailer_id, outlet_id
                        )
                        SELECT product_id, retailer_id, outlet_id, array_agg(serial ORDER BY serial) AS serials
                        FROM moved GROUP BY product_id, retailer_id, outlet_id
                        """
                                .formatted(more, condition))
                .bind("to", step.to().label())
                .bind("from", step.fromLabels())
                .bind("first", range.first().value())
                .bind("last", range.last().value());
    }

    /** What it moved. */
    static List<Moved> moved(Query query) {
        return query.map((row, context) -> Moved.of(row)).list();
    }
}

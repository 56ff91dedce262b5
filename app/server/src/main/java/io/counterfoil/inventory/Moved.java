package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Items that one update moved, of one product and one custody.
 *
 * @param retailer in whose custody they were moved; null: the provider's
 * @param outlet in which shop; null: the provider's stock
 * @param serials their numbers, upwards, at least one
 */
record Moved(
        UUID product, @Nullable UUID retailer, @Nullable UUID outlet, List<Long> serials) {

    Moved {
        serials = List.copyOf(serials);
    }

    /** How many items all these are. */
    static int items(List<Moved> moved) {
        return moved.stream().mapToInt(some -> some.serials().size()).sum();
    }

    /** All of them, which are of one run. */
    static SerialSet serials(List<Moved> moved) {
        return SerialSet.of(
                moved.stream()
                        .flatMap(some -> some.serials().stream())
                        .map(SerialNumber::ofValue)
                        .map(serial -> SerialRange.between(serial, serial))
                        .toList());
    }

    Move by(ItemStep step, long event, boolean unsold) {
        return new Move(step, serials, product, retailer, outlet, event, unsold);
    }

    /** A row of those updates, which return one for each product and custody. */
    static Moved of(ResultSet row) throws SQLException {
        return new Moved(
                row.getObject("product_id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                Arrays.asList((Long[]) row.getArray("serials").getArray()));
    }
}

package io.counterfoil.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Cartons on their way to an outlet, or there.
 *
 * @param retailer whose outlet it goes to
 * @param outlet where it goes
 * @param outletName the outlet's name
 * @param receivedAt when the first of it was received, or null
 * @param items how many items were sent
 * @param received how many of them have arrived
 * @param shortItems how many are held because they did not arrive with the rest
 * @param cartons what it consists of
 * @param missing the serials that are held because they did not arrive, and ranges of them, at most
 *     {@value #MOST}
 */
public record Shipment(
        UUID id,
        UUID retailer,
        UUID outlet,
        String outletName,
        ShipmentState state,
        Instant shippedAt,
        @Nullable Instant receivedAt,
        int items,
        int received,
        int shortItems,
        List<Contents> cartons,
        List<String> missing) {
    /** How many serials and ranges are named at most. */
    public static final int MOST = 200;

    public Shipment {
        cartons = List.copyOf(cartons);
        missing = List.copyOf(missing);
    }

    /** The same with what its outlet is called. */
    Shipment named(String outletName) {
        return new Shipment(
                id,
                retailer,
                outlet,
                outletName,
                state,
                shippedAt,
                receivedAt,
                items,
                received,
                shortItems,
                cartons,
                missing);
    }

    /**
     * One carton.
     *
     * @param sscc the 18 digits on it
     * @param from the lowest serial number in it
     * @param to the highest
     */
    public record Contents(String sscc, String from, String to) {
        static Contents of(Box box) {
            return new Contents(
                    box.sscc(),
                    box.range().first().toString(),
                    box.range().last().toString());
        }
    }
}

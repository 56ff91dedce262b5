package io.counterfoil.inventory.stock;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A count of what is on an outlet's shelves.
 *
 * @param retailer whose outlet it is
 * @param retailerName what people call the retailer
 * @param outletName what people call the outlet
 * @param open whether more can be counted; the differences are known once it is closed
 * @param counted how many items were counted
 * @param missing how many of the outlet's received items were not; what customers brought back is
 *     not expected on its shelves
 * @param unexpected how many counted items are not among its received ones
 * @param differences the first {@value #MOST} of them, in ranges
 */
public record StockTake(
        UUID id,
        UUID retailer,
        String retailerName,
        UUID outlet,
        String outletName,
        boolean open,
        Instant openedAt,
        @Nullable Instant closedAt,
        int counted,
        int missing,
        int unexpected,
        List<Difference> differences) {
    static final int MOST = 1_000;

    /** The same with what its retailer and its outlet are called. */
    StockTake named(String retailerName, String outletName) {
        return new StockTake(
                id,
                retailer,
                retailerName,
                outlet,
                outletName,
                open,
                openedAt,
                closedAt,
                counted,
                missing,
                unexpected,
                differences);
    }

    /** How far a count is. */
    public enum State {
        /** It goes on. */
        OPEN,
        /** It is done, and its differences are known. */
        CLOSED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** Its name in the database and the API. */
        public String label() {
            return label;
        }
    }

    public StockTake {
        differences = List.copyOf(differences);
    }

    /**
     * Neighbouring items that all differ alike.
     *
     * @param kind missing, or what was known of the counted items when they were scanned: their
     *     state, taken_back, elsewhere or unknown
     * @param open of missing ones: how many still count as being in the outlet
     */
    public record Difference(String kind, SerialRange range, int open) {
        static final String MISSING = "missing";

        /** Of a counted item: a customer brought it back, and it is in the outlet still. */
        static final String TAKEN_BACK = "taken_back";

        /** The first of them. */
        public SerialNumber first() {
            return range.first();
        }

        /** The last of them. */
        public SerialNumber last() {
            return range.last();
        }

        /** How many they are. */
        public int items() {
            return range.size();
        }

        /** Whether the outlet should have them and they were not counted. */
        public boolean missing() {
            return kind.equals(MISSING);
        }

        /** What is wrong with them, for people. */
        public Text words() {
            return switch (kind) {
                case "lost", "stolen" ->
                        Text.of(
                                "Counted, but reported {state}: report it as found",
                                "state",
                                Text.of(kind));
                case "voided", "expired" ->
                        Text.of("Counted, but worthless: {state}", "state", Text.of(kind));
                default -> Text.of(plainWords());
            };
        }

        private String plainWords() {
            return switch (kind) {
                case MISSING -> "Not counted, but should be there";
                case "shipped" -> "Counted, but on the way to this outlet: receive the delivery";
                case "activated", "redeemed" -> "Counted, but sold before";
                case TAKEN_BACK ->
                        "Counted, but brought back by a customer: not to be sold, so send it back";
                case "returned" -> "Counted, but on the way back to the provider";
                case "elsewhere" -> "Counted, but expected at another outlet or at the provider";
                case "unknown" -> "Counted, but not known to be yours: ask the provider";
                default -> "Counted, but " + kind;
            };
        }
    }
}

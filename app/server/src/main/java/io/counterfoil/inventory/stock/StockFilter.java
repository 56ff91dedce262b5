package io.counterfoil.inventory.stock;

import io.counterfoil.platform.Fields;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose stock is asked for.
 *
 * @param retailer only of this one's outlets
 * @param outlet only of this one
 * @param low only products of which more is to be sent
 */
public record StockFilter(Optional<UUID> retailer, Optional<UUID> outlet, boolean low) {
    /** All that the caller may see. */
    public static final StockFilter NONE =
            new StockFilter(Optional.empty(), Optional.empty(), false);

    /**
     * Reads the query parameters of these names.
     *
     * @throws io.counterfoil.platform.Refused if one of them is wrong
     */
    static StockFilter of(
            @Nullable String retailer, @Nullable String outlet, @Nullable String low) {
        Fields fields = new Fields();
        if (low != null && !low.equals("true") && !low.equals("false")) {
            fields.problem("low", "Please choose true or false.");
        }
        fields.done();
        return new StockFilter(
                Fields.idIfGiven("retailer", retailer),
                Fields.idIfGiven("outlet", outlet),
                "true".equals(low));
    }
}

package io.counterfoil.activation;

import io.counterfoil.platform.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with several items, not yet checked.
 *
 * @param basketId the till's own number of the receipt
 * @param terminal the id of the till; a till's own key may leave it out
 * @param lines what is on it
 */
public record NewBasket(
        @Nullable String basketId,
        @Nullable String terminal,
        @Nullable List<Line> lines) {

    /**
     * One item.
     *
     * @param requestId the till's own number for this line, the same when it asks again
     * @param serial as scanned or typed
     * @param gtin the price symbol that was scanned, or null
     * @param price what the till takes for it, or null
     */
    public record Line(
            @Nullable String requestId,
            @Nullable String serial,
            @Nullable String gtin,
            @Nullable Amount price) {

        NewActivation at(@Nullable String terminal) {
            return new NewActivation(requestId, terminal, serial, gtin, price);
        }
    }
}

package io.counterfoil.provisioning;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a node has for new accounts, as the settings say.
 *
 * @param accepts whether they may be put there
 * @param overSubscription how many times its disk may be promised, such as 1.5; null = its room is
 *     measured, and limits no promise
 */
public record Offer(boolean accepts, @Nullable BigDecimal overSubscription) {
    /** Takes accounts, without a limit to what is promised. */
    public static final Offer UNLIMITED = new Offer(true, null);
}

package io.counterfoil.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shop sends back, not yet checked.
 *
 * @param outlet the id of the outlet that has the items
 * @param serials serial numbers, and ranges such as {@code 10000000000019-10000000000336}
 * @param cartons numbers of cartons that go back unopened
 * @param reason why, for the items' history
 */
public record NewReturn(
        @Nullable String outlet,
        @Nullable List<@Nullable String> serials,
        @Nullable List<@Nullable String> cartons,
        @Nullable String reason) {}

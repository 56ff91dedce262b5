package io.counterfoil.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the provider counted of a return, not yet checked: serial numbers, ranges of them, and
 * numbers of cartons that came back unopened.
 *
 * @param restocked what is good, and goes into stock again
 * @param destroyed what isn't
 */
public record ReturnCount(
        @Nullable List<@Nullable String> restocked, @Nullable List<@Nullable String> destroyed) {}

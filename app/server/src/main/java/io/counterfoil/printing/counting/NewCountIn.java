package io.counterfoil.printing.counting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted when a run came from the press, not yet checked: serials as people write them,
 * and ranges of them such as {@code 10000000000019-10000000000336}.
 *
 * @param spoiled what went wrong and was destroyed; null: nothing
 * @param missing what is not there; null: nothing
 * @param printed what is good; null: everything else
 */
public record NewCountIn(
        @Nullable List<String> spoiled,
        @Nullable List<String> missing,
        @Nullable List<String> printed) {}

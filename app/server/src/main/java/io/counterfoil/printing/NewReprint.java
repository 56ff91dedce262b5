package io.counterfoil.printing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items to be printed again, not yet checked.
 *
 * @param serials as people write them, also ranges such as {@code 10000000000019-10000000000336}
 * @param reason why, for the second person and the audit log
 */
public record NewReprint(@Nullable List<String> serials, @Nullable String reason) {}

package io.counterfoil.inventory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of the wish to hold or release items.
 *
 * @param id how events name it; of a wish to hold, the hold that stands, also where it stood
 *     before; null if nothing was to hold or to release
 * @param changed how many items are held, or free, that were not before
 * @param skipped how many of the range stay as they were, or go from one hold to another
 */
public record HoldOutcome(@Nullable UUID id, int changed, int skipped) {}

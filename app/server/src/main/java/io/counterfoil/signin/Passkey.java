package io.counterfoil.signin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its owner sees it.
 *
 * @param id by which they remove it
 * @param name what they call it
 * @param madeAt since when it lets in
 * @param usedAt when it did last; null: never
 */
record Passkey(UUID id, String name, Instant madeAt, @Nullable Instant usedAt) {}

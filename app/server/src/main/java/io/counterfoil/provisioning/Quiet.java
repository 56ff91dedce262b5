package io.counterfoil.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account that its node keeps closed, so that what it stores does not change any more.
 *
 * @param version of the desired state under which it is closed
 * @param lastWriteAt when its newest object was stored; null = it stores none
 */
public record Quiet(long version, @Nullable Instant lastWriteAt) {}

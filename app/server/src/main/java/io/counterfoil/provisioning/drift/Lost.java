package io.counterfoil.provisioning.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node lost of an account.
 *
 * @param had when the newest object that was there was stored
 * @param has the same of the newest that was left; null = none was
 */
public record Lost(Instant had, @Nullable Instant has) {}

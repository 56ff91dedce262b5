package io.counterfoil.settlement.statements;

import java.time.Instant;
import java.util.Optional;

/**
 * What a statement has: all that is payable in it.
 *
 * @param after later than this, the end of the one before; empty: since ever
 * @param until up to and including this
 */
record Window(Optional<Instant> after, Instant until) {}

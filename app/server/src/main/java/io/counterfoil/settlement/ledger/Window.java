package io.counterfoil.settlement.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a statement has: all that is payable in it.
 *
 * @param after later than this, the end of the one before; empty: since ever
 * @param until up to and including this
 */
public record Window(Optional<Instant> after, Instant until) {}

package io.counterfoil.settlement.ledger;

import io.counterfoil.settlement.rules.AccrualKind;
import java.util.UUID;

/**
 * What a shop has for time that somebody paid for.
 *
 * @param kind bounty or residual
 * @param grant the time
 */
record Reward(AccrualKind kind, UUID grant) {}

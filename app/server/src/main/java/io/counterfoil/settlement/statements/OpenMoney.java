package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * What a retailer's items came to that no statement has yet, in one currency.
 *
 * @param held what the retailer owes for those that nobody asks the money for yet; below zero, the
 *     provider owes it
 * @param heldUntil when the last of them is payable; empty: none is held
 * @param payable the same for those that the next statement has
 */
public record OpenMoney(Money held, Optional<Instant> heldUntil, Money payable) {}

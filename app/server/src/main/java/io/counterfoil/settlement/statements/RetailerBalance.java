package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import java.util.UUID;

/**
 * Who owes whom of provider and retailer. All amounts are what the retailer owes; below zero, the
 * provider owes it.
 *
 * @param name the retailer's
 * @param stated what its last statement closed with, less what was paid since
 * @param payable what the next statement has by now
 * @param held what is not payable yet
 */
public record RetailerBalance(
        UUID retailer, String name, Money stated, Money payable, Money held) {

    /** All of it. */
    public Money total() {
        return new Money(stated.minor() + payable.minor() + held.minor(), stated.currency());
    }
}

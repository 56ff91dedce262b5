package io.counterfoil.settlement.payouts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An order to the provider's bank.
 *
 * @param payOn on which day the bank shall pay
 * @param payouts how many payouts it has, less those that failed since
 */
public record PayoutOrder(UUID id, Instant orderedAt, LocalDate payOn, int payouts) {}

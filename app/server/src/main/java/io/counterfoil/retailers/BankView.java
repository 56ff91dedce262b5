package io.counterfoil.retailers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people are shown of where a retailer is paid.
 *
 * @param country of the IBAN
 * @param lastFour the end of the IBAN
 * @param inForceAt since when they count; null: they wait for somebody's agreement
 * @param payableFrom nothing is paid to them before; null as well
 */
record BankView(
        UUID id,
        String country,
        String lastFour,
        Instant toldAt,
        @Nullable Instant inForceAt,
        @Nullable Instant payableFrom) {}

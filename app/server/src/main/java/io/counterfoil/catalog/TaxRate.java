package io.counterfoil.catalog;

import java.time.LocalDate;

/**
 * The tax inside the price of a product in shops of a country.
 *
 * @param country ISO 3166-1, two letters
 * @param basisPoints hundredths of a percent of the price without it
 * @param voucher when it is due
 * @param validFrom the first day on which it counts, in the provider's calendar
 */
public record TaxRate(
        String country, int basisPoints, VoucherKind voucher, LocalDate validFrom) {}

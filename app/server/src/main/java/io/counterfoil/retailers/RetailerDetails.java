package io.counterfoil.retailers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A retailer with what statements and the tax office need to know of it; what is null nobody told.
 *
 * @param active whether it may be sent items and sell them
 * @param legalName as it is registered, if that is not its name
 * @param address its postal address, several lines
 * @param country ISO 3166-1, two letters
 * @param statementEmail where statements are announced and news about its money go; null: to its managers
 * @param vatId its number for value-added tax
 */
public record RetailerDetails(
        UUID id,
        String name,
        boolean active,
        @Nullable String legalName,
        @Nullable String address,
        @Nullable String country,
        @Nullable String statementEmail,
        @Nullable String vatId) {}

package io.counterfoil.settlement.statements;

import org.jspecify.annotations.Nullable;

/**
 * What a retailer does not agree with.
 *
 * @param line the number of the line, or null if the serial number says which
 * @param serial the serial number on the line, or null if its number says which
 * @param reason in the retailer's words
 */
public record NewDispute(
        @Nullable Integer line, @Nullable String serial, @Nullable String reason) {}

package io.counterfoil.retailers;

import java.util.UUID;

/**
 * A till with its own settings.
 *
 * @param retailer the id of its outlet's retailer
 * @param outlet the id of its outlet
 * @param active whether it may sell, as far as its outlet and retailer may
 * @param limits what it may sell without a release
 */
public record TerminalDetails(
        UUID id,
        UUID retailer,
        UUID outlet,
        String name,
        boolean active,
        TerminalLimits limits) {}

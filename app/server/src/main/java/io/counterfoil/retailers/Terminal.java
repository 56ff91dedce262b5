package io.counterfoil.retailers;

import java.util.UUID;

/**
 * One till of an outlet.
 *
 * @param retailer the id of the outlet's retailer
 * @param outlet the id of its outlet
 * @param outletName the name of its outlet
 * @param active whether it, its outlet and their retailer may sell
 * @param limits what it may sell without a release
 */
public record Terminal(
        UUID id,
        UUID retailer,
        UUID outlet,
        String outletName,
        String name,
        boolean active,
        TerminalLimits limits) {}

package io.counterfoil.retailers;

import java.util.UUID;

/**
 * One shop of a retailer.
 *
 * @param retailer the id of its retailer
 * @param active whether it and its retailer may be sent items and sell them
 */
public record Outlet(UUID id, UUID retailer, String name, boolean active) {}

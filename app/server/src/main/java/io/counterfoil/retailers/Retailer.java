package io.counterfoil.retailers;

import java.util.UUID;

/**
 * A company that sells for the provider.
 *
 * @param active whether it may be sent items and sell them
 */
public record Retailer(UUID id, String name, boolean active) {}

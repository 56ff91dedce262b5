package io.counterfoil.inventory;

import io.counterfoil.codes.SerialSet;

/**
 * What came in a carton and did not go back since.
 *
 * @param sscc the 18 digits on it
 * @param serials exactly its items: between the first and the last of them there may be others'
 */
public record CartonItems(String sscc, SerialSet serials) {}

package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One card or CD: the thing with a serial number and a code.
 *
 * @param serial its public number
 * @param provider whose it is
 * @param run the print run that made it
 * @param product what it sells
 * @param state where it stands
 * @param retailer in whose custody it is, or null while the provider has it
 * @param outlet in which shop, or null while the provider has it
 * @param hold why it may be neither sold nor redeemed for now, or null
 * @param takenBack whether a customer had it in hand and brought it back: it is never sold again
 */
public record Item(
        SerialNumber serial,
        UUID provider,
        UUID run,
        UUID product,
        ItemState state,
        @Nullable UUID retailer,
        @Nullable UUID outlet,
        @Nullable String hold,
        boolean takenBack) {}

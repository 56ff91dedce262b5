package io.counterfoil.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which carton or outlet to hold and why, not yet checked; one of them is named.
 *
 * @param carton the SSCC of a closed carton, as digits or as its label is scanned
 * @param outlet the id of an outlet
 * @param reason for the history of its items
 * @param soldToo whether what customers have bought can't be redeemed either; null: it can
 */
public record NewHold(
        @Nullable String carton,
        @Nullable String outlet,
        @Nullable String reason,
        @Nullable Boolean soldToo) {}

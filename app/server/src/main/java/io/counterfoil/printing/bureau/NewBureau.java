package io.counterfoil.printing.bureau;

import org.jspecify.annotations.Nullable;

/**
 * A bureau to be added, or what is to be changed of one; not yet checked. What is left out is as
 * most bureaus want it, or stays as it is.
 *
 * @param publicKey its OpenPGP public key, ASCII-armoured
 * @param outputCondition the press that colours are meant for, such as FOGRA39; empty: none
 * @param iccProfile its ICC profile in Base64
 * @param dataFormat {@code csv}, {@code fixed} or {@code none}
 */
public record NewBureau(
        @Nullable String name,
        @Nullable String publicKey,
        @Nullable Double bleedMm,
        @Nullable Double safeMm,
        @Nullable Double slugMm,
        @Nullable Boolean cropMarks,
        @Nullable String cutContour,
        @Nullable String scratchPanel,
        @Nullable String outputCondition,
        @Nullable String iccProfile,
        @Nullable String dataFormat,
        @Nullable Integer sparePercent) {}

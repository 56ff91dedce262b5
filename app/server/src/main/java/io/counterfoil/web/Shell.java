package io.counterfoil.web;

import org.jspecify.annotations.Nullable;

/**
 * What the frame around every page shows and every form needs.
 *
 * @param provider the provider's name
 * @param area which front door: {@code console}, {@code retail}, {@code account} or {@code redeem}
 * @param name who is signed in, or null
 * @param csrf the mark that every form of this session carries
 * @param once a fresh Idempotency-Key for a form of this page
 */
public record Shell(String provider, String area, @Nullable String name, String csrf, String once) {
    /** The request property that holds it. */
    public static final String PROPERTY = "counterfoil.shell";
}

package io.counterfoil.web;

import org.jspecify.annotations.Nullable;

/**
 * What the frame around every page shows and every form needs.
 *
 * @param provider the provider's name
 * @param colour the colour that people know the provider by, as {@code #rrggbb}, or null if it has
 *     chosen none
 * @param zone the time zone in which the page shows moments
 * @param area which front door is that of whoever is signed in, or was come in by: {@code console},
 *     {@code retail}, {@code account}, {@code redeem} or
 *     {@code trial}; empty for none
 * @param path the page's address, for the navigation
 * @param name who is signed in, or null
 * @param csrf the mark that every form of this session carries
 * @param acting who sees the page in a customer's place, or null
 * @param role what whoever is signed in is employed for, in lower case, or null; pages leave out what
 *     it may not do
 * @param once the stem of the Idempotency-Keys of this page's forms
 */
public record Shell(
        String provider,
        @Nullable String colour,
        String zone,
        String area,
        String path,
        @Nullable String name,
        @Nullable String acting,
        @Nullable String role,
        String csrf,
        String once) {
    /** The request property that holds it. */
    public static final String PROPERTY = "counterfoil.shell";
}

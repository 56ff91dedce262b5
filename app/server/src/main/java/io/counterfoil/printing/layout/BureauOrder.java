package io.counterfoil.printing.layout;

import java.time.Instant;

/**
 * A volume for a print bureau.
 *
 * @param profile how the bureau wants its files
 * @param ordered when the items were ordered: the date that the file bears, so that it is the same
 *     whenever it is made
 */
public record BureauOrder(BureauProfile profile, Instant ordered) {}

package io.counterfoil.console;

import io.counterfoil.accounts.Granted;
import io.counterfoil.catalog.TermWords;

/**
 * A grant or a refund as a page shows it.
 *
 * @param much how much, in words
 */
public record GrantLine(Granted grant, String much) {
    static GrantLine of(Granted grant) {
        return new GrantLine(
                grant,
                grant.period() == null ? "all that was left" : TermWords.of(grant.period()));
    }
}

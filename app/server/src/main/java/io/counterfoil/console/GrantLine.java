package io.counterfoil.console;

import io.counterfoil.accounts.Granted;
import io.counterfoil.platform.Text;
import io.counterfoil.web.PeriodText;

/**
 * A grant or a refund as a page shows it.
 *
 * @param much how much, in words
 */
public record GrantLine(Granted grant, Text much) {
    static GrantLine of(Granted grant) {
        return new GrantLine(
                grant,
                grant.period() == null
                        ? Text.of("all that was left")
                        : PeriodText.of(grant.period()));
    }
}

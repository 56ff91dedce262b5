package io.counterfoil.retailers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a retailer is paid, for who writes the order to the bank and nobody else.
 *
 * @param holder in whose name the account is
 * @param bic the bank's; null: the IBAN says which
 * @param frozenUntil nothing is paid to it before, since somebody may have changed it who shouldn't
 */
public record PayoutAccount(String holder, Iban iban, @Nullable String bic, Instant frozenUntil) {
    @Override
    public String toString() {
        return "PayoutAccount[" + iban + "]";
    }
}

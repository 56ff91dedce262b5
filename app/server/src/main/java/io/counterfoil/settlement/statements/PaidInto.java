package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Caller;
import io.counterfoil.retailers.NewBankDetails;
import java.util.Optional;

/** Where retailers pay what they owe. */
@FunctionalInterface
public interface PaidInto {
    /** The account that the caller's provider has named; empty: none yet. */
    Optional<NewBankDetails.Checked> account(Caller caller);
}

package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.util.List;

/** Proves a part of the books of a provider by what it was made of. */
@FunctionalInterface
public interface BookCheck {

    /**
     * The first differences, a sentence each; empty if there are none.
     *
     * @param tx over one snapshot, in the provider's scope
     */
    List<String> differences(Tx tx);
}

package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.util.function.Consumer;

/** Proves a part of the books of a provider by what it was made of. */
@FunctionalInterface
public interface BookCheck {

    /**
     * Tells all differences, in the same order whenever nothing changed.
     *
     * @param tx over one snapshot, in the provider's scope
     * @param found is told each of them
     */
    void compare(Tx tx, Consumer<Difference> found);
}

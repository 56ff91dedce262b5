package io.counterfoil.activation;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Money;
import java.util.List;

/** What a shop owes in all, known to a feature above. */
@FunctionalInterface
public interface ShopMoney {

    /** What the caller's shop owes, by currency; below zero, it is owed money. */
    List<Money> owed(Caller caller);
}

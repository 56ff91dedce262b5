package io.counterfoil.printing.brand;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import java.util.Optional;

/** A gift card to look at; drawn by those who know layouts and products. */
public interface SampleCard {
    /**
     * The front of a gift card as the caller's provider would sell it, as a PNG with ten dots a
     * millimetre.
     *
     * @throws Refused if it can't be printed with the name and logo of now
     */
    byte[] card(Caller caller);

    /** Why {@link #card} can't be printed, in words; empty when it can. */
    Optional<String> cardFault(Caller caller);
}

package io.counterfoil.activation;

import io.counterfoil.platform.Refused;

/** What became of one line of a receipt. */
public sealed interface BasketLine {

    /** It was understood: the item is sold or declined, as if the line had come alone. */
    record Answered(NewBasket.Line line, Outcome outcome) implements BasketLine {}

    /**
     * It could not be carried out as it stands.
     *
     * @param refused what would have been the answer to the line alone
     */
    record Unusable(NewBasket.Line line, Refused refused) implements BasketLine {}
}

package io.counterfoil.catalog;

/** On what a product is handed over. */
public enum Medium {
    /** A card with the code under a scratch panel. */
    GIFT_CARD,
    /** A boxed CD with the code on a sticker inside. */
    RETAIL_CD,
    /** A CD from a counter display. */
    FREE_CD,
    /** A code that is sent, without anything to print. */
    E_CODE
}

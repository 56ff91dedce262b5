package io.counterfoil.catalog;

/** How a shop and the provider share the money. */
public enum SalesModel {
    /** The shop owes price less commission once the item is sold. */
    CONSIGNMENT,
    /** The shop buys the items. */
    WHOLESALE,
    /** The shop keeps everything. */
    GIVEAWAY
}

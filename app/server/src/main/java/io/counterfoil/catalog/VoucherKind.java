package io.counterfoil.catalog;

/** When the tax inside a price is due (Directive (EU) 2016/1065). */
public enum VoucherKind {
    /** When it is sold: what it will be used for, and where, is known by then. */
    SINGLE_PURPOSE,
    /** When it is redeemed. */
    MULTI_PURPOSE
}

package io.counterfoil.settlement.ledger;

import java.util.UUID;

/** The item that an account was opened with, and the shop that had it. */
record Origin(long serial, UUID product, UUID retailer, UUID outlet) {}

package io.counterfoil.redemption;

import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialNumber;

/** What a good code stands for. */
record Voucher(SerialNumber serial, Product product, Plan plan) {}

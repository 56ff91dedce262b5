package io.counterfoil.redemption;

import io.counterfoil.accounts.Accounts;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.codes.SerialNumber;

/** What a good code stands for. */
record Voucher(SerialNumber serial, Product product, Plan plan) {

    /** Whether somebody paid for its time. */
    boolean paid() {
        return product.salesModel() != SalesModel.GIVEAWAY;
    }

    /** What an account starts with that is opened by it. */
    Accounts.Start start() {
        return new Accounts.Start(plan, paid());
    }
}

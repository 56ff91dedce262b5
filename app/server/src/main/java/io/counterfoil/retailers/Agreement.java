package io.counterfoil.retailers;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * What counts between the provider and a retailer for one product at one moment.
 *
 * @param version which agreement says so about the money; empty: none, so the shipped default counts
 * @param salesModel how shop and provider share the money: as agreed, else as the product says
 * @param commission what the shop keeps of each price
 * @param bounty what the shop gets when a customer first pays whose account began with an item of
 *     this shop that nobody paid for
 * @param residualBasisPoints what the shop gets of later payments of customers whose first item was
 *     from it, in hundredths of a percent
 * @param holdDays for how many days after a sale at least nobody is asked for its money yet
 * @param creditLimit the most that the retailer may owe; empty: no limit
 * @param consignmentLimit the most items that the retailer may have which aren't sold; empty: no limit
 * @param minimumPayout below it nothing is paid out, but carried over
 */
public record Agreement(
        Optional<UUID> version,
        SalesModel salesModel,
        Commission commission,
        Money bounty,
        int residualBasisPoints,
        int holdDays,
        Optional<Money> creditLimit,
        Optional<Integer> consignmentLimit,
        Money minimumPayout) {}

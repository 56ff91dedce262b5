package io.counterfoil.settlement.ledger;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Share;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What counts at a moment for a product in a retailer's shops.
 *
 * @param model how shop and provider share the money
 * @param usual how they share it if they agreed on nothing
 * @param price what the item costs, for its term
 * @param commission what the shop keeps of that
 * @param bounty what it gets for a customer who pays after an item that nobody paid for
 * @param residual what it gets of later payments, in basis points
 * @param holdDays for how many days at least nobody is asked for the money
 * @param tax on what is sold and on what the shop keeps
 */
record Deal(
        SalesModel model,
        SalesModel usual,
        Money price,
        Period term,
        long commission,
        long bounty,
        int residual,
        int holdDays,
        Tax tax) {

    /**
     * A tax.
     *
     * @param country whose tax it is; empty: nobody knows, so there is none
     * @param rate in basis points, on the amount without it
     * @param atIssue whether it is due when the item is sold, not when it is redeemed
     */
    record Tax(Optional<String> country, int rate, boolean atIssue) {}

    /** What an item comes to that is sold. */
    Line sale() {
        return Line.sale(price.minor(), commission, tax.rate(), tax.atIssue());
    }

    /** What a shop gets when a customer first pays whom it brought. */
    Line bountyLine() {
        return Line.reward(bounty, tax.rate());
    }

    /**
     * What a shop gets of time that was paid for without an item: its share of what the same days
     * cost as part of the item's term.
     */
    Line residualLine(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to);
        long whole = ChronoUnit.DAYS.between(from, from.plus(term));
        return Line.reward(
                Share.part(price.minor(), days * residual, whole * Share.WHOLE), tax.rate());
    }
}

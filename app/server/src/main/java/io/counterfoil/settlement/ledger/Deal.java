package io.counterfoil.settlement.ledger;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.settlement.rules.Line;
import java.util.Currency;

/**
 * What counts for a product in a retailer's shops at the moment of a move.
 *
 * @param line what one item comes to
 * @param holdDays for how many days nobody is asked for the money
 */
record Deal(SalesModel model, Currency currency, Line line, int holdDays) {}

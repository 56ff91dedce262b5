package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import java.util.Optional;

/**
 * The product as it is named on its items.
 *
 * @param product its name
 * @param price its price as text, such as "49.00 EUR"
 * @param term its term as text, such as "1 year"
 * @param gtin its price symbol, where it has one
 */
public record Goods(String product, String price, String term, Optional<Gtin> gtin) {}

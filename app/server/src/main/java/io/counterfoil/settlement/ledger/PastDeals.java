package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What counted at moments of one transaction's past, looked up once for each version of what a
 * retailer and its provider agreed on for a product: sales at tills are a moment each.
 */
final class PastDeals {
    // Of so many retailers and products nobody asks again for the first ones.
    private static final int MOST_KNOWN = 10_000;

    private final Tx tx;
    private final Deals deals;
    private final Map<Partners, NavigableMap<Instant, Optional<Deal>>> known = new HashMap<>();

    PastDeals(Tx tx, Deals deals) {
        this.tx = tx;
        this.deals = deals;
    }

    private record Partners(UUID product, UUID retailer, Optional<String> country) {}

    /** What counted at a moment, if the retailer was in a country by then. */
    Deal of(UUID product, UUID retailer, Optional<String> country, Instant at) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        NavigableMap<Instant, Optional<Deal>> versions =
                known.computeIfAbsent(
                        new Partners(product, retailer, country), this::versions);
        Map.Entry<Instant, Optional<Deal>> version = versions.floorEntry(at);
        return version.getValue()
                .orElseGet(
                        () -> {
                            Deal deal = deals.of(tx, product, retailer, country, at);
                            versions.put(version.getKey(), Optional.of(deal));
                            return deal;
                        });
    }

    /** From which moments on there is another version; none is known yet. */
    private NavigableMap<Instant, Optional<Deal>> versions(Partners partners) {
        NavigableMap<Instant, Optional<Deal>> versions = new TreeMap<>();
        versions.put(Instant.MIN, Optional.empty());
        deals.changes(tx, partners.product(), partners.retailer(), partners.country())
                .forEach(change -> versions.put(change, Optional.empty()));
        return versions;
    }
}

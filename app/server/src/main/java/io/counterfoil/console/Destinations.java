package io.counterfoil.console;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Outlets that a form offers, each with the name of its retailer. */
final class Destinations {
    private Destinations() {}

    /**
     * An outlet, as the form offers it.
     *
     * @param open whether anything may go there still
     */
    public record Destination(UUID value, String label, boolean open) {}

    /** Those that are open, by name. */
    static List<Destination> open(Caller caller, Retailers retailers) {
        return all(caller, retailers).stream().filter(Destination::open).toList();
    }

    /** All that there ever were, by name: something may have gone to one that is closed. */
    static List<Destination> all(Caller caller, Retailers retailers) {
        Map<UUID, String> names =
                Slice.all(part -> retailers.retailers(caller, part)).stream()
                        .collect(Collectors.toMap(Retailer::id, Retailer::name));
        return Slice.all(part -> retailers.outlets(caller, part)).stream()
                .map(
                        outlet ->
                                new Destination(
                                        outlet.id(),
                                        names.get(outlet.retailer()) + ", " + outlet.name(),
                                        outlet.active()))
                .sorted(Comparator.comparing(Destination::label))
                .toList();
    }
}

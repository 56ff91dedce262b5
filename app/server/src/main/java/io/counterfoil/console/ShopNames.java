package io.counterfoil.console;

import io.counterfoil.platform.Caller;
import io.counterfoil.retailers.Retailers;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What outlets are called after the names of their retailers: two of them may have a Main Street. */
final class ShopNames {
    private ShopNames() {}

    /** The names by the ids of the outlets, as templates look them up. */
    static Map<String, String> of(Caller caller, Retailers retailers, Collection<UUID> outlets) {
        return retailers.outletNames(caller, outlets).entrySet().stream()
                .collect(
                        Collectors.toMap(name -> name.getKey().toString(), Map.Entry::getValue));
    }
}

package io.counterfoil.node.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is.
 *
 * @param account whose it is
 * @param repository prefix of the repository below the account's root: "" or "laptop/"
 * @param kind its kind
 * @param name null for {@link Kind#CONFIG} alone
 */
public record Location(UUID account, String repository, Kind kind, @Nullable ObjectName name) {
    public Location {
        if ((kind == Kind.CONFIG) != (name == null)) {
            throw new IllegalArgumentException("the config has no name, and it alone");
        }
    }
}

package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an API key may do.
 *
 * @param names scopes, such as {@code catalog:read}; null: everything that keys of its kind may
 */
public record KeyScopes(@Nullable Set<String> names) {
    /** Everything that keys of its kind may. */
    public static final KeyScopes EVERYTHING = new KeyScopes(null);

    /** Keeps the names in order. */
    public KeyScopes {
        names = names == null ? null : new TreeSet<>(names);
    }

    /**
     * Checks which ones somebody wants.
     *
     * @param wanted null: everything
     */
    static KeyScopes checked(Fields fields, @Nullable Collection<? extends @Nullable String> wanted) {
        if (wanted == null) {
            return EVERYTHING;
        }
        Set<String> known =
                wanted.stream()
                        .flatMap(name -> ApiScope.named(name).stream())
                        .map(ApiScope::label)
                        .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            fields.problem("scopes", "Choose at least one, or let the key do everything.");
        } else if (!known.containsAll(wanted)) {
            fields.problem(
                    "scopes",
                    Text.of(
                            "Each of these: {names}.",
                            "names",
                            ApiScope.ALL.stream()
                                    .map(ApiScope::label)
                                    .collect(Collectors.joining(", "))));
        }
        return new KeyScopes(known);
    }

    /** Whether a key may do what this scope is for. */
    boolean let(ApiScope needed) {
        return names == null || needed.isIn(names);
    }

    /** Those of {@code wanted} that this doesn't let a key do. */
    List<String> lacking(KeyScopes wanted) {
        return ApiScope.ALL.stream()
                .filter(scope -> wanted.let(scope) && !let(scope))
                .map(ApiScope::label)
                .toList();
    }
}

package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the members of staff and the keys are called that events and logs name as actors. */
public final class Actors {
    private static final String STAFF = "staff:";
    private static final String KEY = "key:";

    private final Map<String, String> people;
    private final Map<String, String> keys;

    private Actors(Map<String, String> people, Map<String, String> keys) {
        this.people = people;
        this.keys = keys;
    }

    /** Looks them up for many lines at once, by names such as {@code staff:ID}. */
    public static Actors of(Tx tx, Collection<String> names) {
        return new Actors(
                new StaffRepository(tx)
                        .list(ids(names, STAFF)).stream()
                                .collect(
                                        Collectors.toMap(
                                                member -> STAFF + member.id(), Member::name)),
                new ApiKeyRepository(tx)
                        .labels(ids(names, KEY)).entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                key -> KEY + key.getKey(), Map.Entry::getValue)));
    }

    private static List<UUID> ids(Collection<String> names, String prefix) {
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> UUID.fromString(name.substring(prefix.length())))
                .toList();
    }

    /** A member of staff's name; empty for all others. */
    public Optional<String> person(String actor) {
        return Optional.ofNullable(people.get(actor));
    }

    /** A key's label; empty for all others. */
    public Optional<String> key(String actor) {
        return Optional.ofNullable(keys.get(actor));
    }
}

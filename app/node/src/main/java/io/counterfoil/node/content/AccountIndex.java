package io.counterfoil.node.content;

import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The repositories of one account by their names, and what is in them. Safe for concurrent use. */
final class AccountIndex {
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();

    @Nullable Repository of(String prefix) {
        return repositories.get(prefix);
    }

    @Nullable Repository of(Location location) {
        return repositories.get(location.repository());
    }

    /** The same, made if it isn't there. */
    Repository made(String prefix) {
        return repositories.computeIfAbsent(prefix, p -> new Repository());
    }

    @Nullable StoredObject get(Location location) {
        Repository repository = of(location);
        return repository == null ? null : repository.get(location);
    }

    boolean has(Location location) {
        return get(location) != null;
    }

    /** What was there, if something was. */
    @Nullable StoredObject remove(Location location) {
        Repository repository = of(location);
        return repository == null ? null : repository.remove(location);
    }

    /** The repositories' names, in their order. */
    List<String> names() {
        return repositories.keySet().stream().sorted().toList();
    }

    int size() {
        return repositories.size();
    }

    void clear() {
        repositories.clear();
    }

    /** How many objects of a kind there are in all repositories. */
    long count(Kind kind) {
        return repositories.values().stream().mapToLong(r -> r.all(kind).size()).sum();
    }

    /** The same of each kind. */
    ObjectCounts counts() {
        return new ObjectCounts(
                count(Kind.CONFIG),
                count(Kind.DATA),
                count(Kind.INDEX),
                count(Kind.KEYS),
                count(Kind.LOCKS),
                count(Kind.SNAPSHOTS));
    }

    /**
     * When the last object of these kinds was stored.
     *
     * @param seen what counts in place of objects that were fetched from another node; null = none
     *     were
     * @param before what {@code seen} says of these kinds
     */
    @Nullable Instant newest(
            Set<Kind> kinds, @Nullable Seen seen, Function<Seen, @Nullable Instant> before) {
        long since = seen == null ? Long.MIN_VALUE : seen.asOf().toEpochMilli();
        OptionalLong newest =
                repositories.values().stream()
                        .flatMap(r -> kinds.stream().map(r::all))
                        .flatMap(all -> all.values().stream())
                        .mapToLong(StoredObject::storedAt)
                        .filter(storedAt -> storedAt > since)
                        .max();
        if (newest.isPresent()) {
            return Instant.ofEpochMilli(newest.getAsLong());
        }
        return seen == null ? null : before.apply(seen);
    }
}

package io.counterfoil.node.copies;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.ObjectName;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the source has in one repository.
 *
 * @param config null = none
 * @param named the sizes of its objects
 * @param damaged what it put aside and didn't list any more; locks are no loss
 * @param tells whether it can tell what that is
 */
record Listing(
        byte @Nullable [] config,
        Map<Kind, Map<ObjectName, Long>> named,
        Map<Kind, Set<ObjectName>> damaged,
        boolean tells) {
    /**
     * Of a repository that isn't there. Where none is, nothing is missed, whatever the node can tell:
     * damage leaves the repository.
     *
     * @param others what is there
     */
    static Listing nothing(Collection<Listing> others) {
        boolean tells = others.stream().allMatch(Listing::tells);
        return new Listing(null, Map.of(), Map.of(), tells);
    }

    Map<ObjectName, Long> of(Kind kind) {
        return named.getOrDefault(kind, Map.of());
    }

    Set<ObjectName> damaged(Kind kind) {
        return damaged.getOrDefault(kind, Set.of());
    }

    /** Whether an object is neither there nor missed there: its client deleted it, as a rule. */
    boolean isGone(Kind kind, ObjectName object) {
        return tells && !of(kind).containsKey(object) && !damaged(kind).contains(object);
    }
}

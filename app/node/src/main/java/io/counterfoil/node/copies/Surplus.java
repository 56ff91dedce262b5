package io.counterfoil.node.copies;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Permit;
import io.counterfoil.node.content.Repository;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Layout;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has of an account beyond what the source lists. What the source's clients deleted
 * goes. Of what the source has damaged this may be all that is whole: it stays where it does no harm,
 * and is put aside where it would. What is whole nowhere is missed here as it is there.
 */
final class Surplus {
    private static final Logger log = LoggerFactory.getLogger(Surplus.class);

    private final AccountContent content;
    private final Map<String, Listing> listings;
    private final Listing nothing;
    private final Permit permit;
    private final Map<Kind, Long> sparedObjects = new EnumMap<>(Kind.class);
    private long sparedBytes;

    /**
     * @param listings what the source has, by repository
     */
    Surplus(AccountContent content, Map<String, Listing> listings, Permit permit) {
        this.content = content;
        this.listings = listings;
        this.nothing = Listing.nothing(listings.values());
        this.permit = permit;
    }

    /** What stands here and isn't listed there. */
    Aside left() {
        long number = 0;
        long size = 0;
        for (String name : content.repositories()) {
            for (Kind kind : CopyPass.ORDER) {
                Map<ObjectName, StoredObject> others = others(name, kind);
                number += others.size();
                size += others.values().stream().mapToLong(StoredObject::size).sum();
            }
        }
        return new Aside(number, size);
    }

    /** What refers to others goes before them. */
    void remove() throws IOException {
        for (String name : content.repositories()) {
            boolean dataGoes = dataGoes(name);
            for (Kind kind : CopyPass.ORDER.reversed()) {
                remove(name, kind, dataGoes);
            }
        }
    }

    /** Whether the source's clients deleted data that stands here, or that was put aside here. */
    private boolean dataGoes(String name) {
        Listing there = there(name);
        return !there.damaged(Kind.DATA).containsAll(others(name, Kind.DATA).keySet())
                || content.damaged(name, Kind.DATA).keySet().stream()
                        .anyMatch(object -> there.isGone(Kind.DATA, object));
    }

    private void remove(String name, Kind kind, boolean dataGoes) throws IOException {
        Set<ObjectName> damaged = there(name).damaged(kind);
        for (Map.Entry<ObjectName, StoredObject> other : others(name, kind).entrySet()) {
            Location location = location(name, kind, other.getKey());
            StoredObject here = other.getValue();
            if (!damaged.contains(other.getKey())) {
                require(content.delete(location, false, permit), Source.path(location));
            } else if (isHarmless(kind, there(name), dataGoes)) {
                sparedObjects.merge(kind, 1L, Long::sum);
                sparedBytes += here.size();
            } else {
                putAside(location, here);
            }
        }
    }

    private void putAside(Location location, StoredObject here) throws IOException {
        Deleted aside = content.quarantine(location, here, permit);
        if (aside == null) {
            throw new IOException(
                    "/" + Source.path(location) + " changed while it was put aside.");
        }
        log.warn(
                "Put aside, not for its bytes, but as the source has it damaged and its client can't"
                        + " have deleted it there; this may be the only whole copy: damaged/{}/{}",
                location.account(),
                Layout.path(aside));
    }

    /**
     * Whether what the source has damaged may be seen here. No client has seen it since, and so can't
     * have deleted it with what it refers to: an index that comes back would have the next backup
     * believe that pruned data is there, and a snapshot would miss it. A key that was revoked shall
     * open nothing any more, unless it is all that opens the repository.
     */
    private static boolean isHarmless(Kind kind, Listing there, boolean dataGoes) {
        return switch (kind) {
            case DATA -> true;
            case KEYS -> there.of(Kind.KEYS).isEmpty();
            case SNAPSHOTS -> !dataGoes;
            case INDEX, LOCKS, CONFIG -> false;
        };
    }

    private Map<ObjectName, StoredObject> others(String name, Kind kind) {
        Repository here = content.repository(name);
        Map<ObjectName, StoredObject> others =
                here == null ? new HashMap<>() : new HashMap<>(here.all(kind));
        others.keySet().removeAll(there(name).of(kind).keySet());
        return others;
    }

    /** What the source has in one repository. */
    Listing there(String name) {
        return listings.getOrDefault(name, nothing);
    }

    /** An object is by so many bytes longer here than there, where it was cut; less than 0: shorter. */
    void addLonger(long bytes) {
        sparedBytes += bytes;
    }

    /** What stays here in addition; null = nothing. */
    Copy.@Nullable Spared spared() {
        return sparedObjects.isEmpty() && sparedBytes == 0
                ? null
                : new Copy.Spared(
                        new ObjectCounts(
                                0,
                                sparedObjects.getOrDefault(Kind.DATA, 0L),
                                sparedObjects.getOrDefault(Kind.INDEX, 0L),
                                sparedObjects.getOrDefault(Kind.KEYS, 0L),
                                0,
                                sparedObjects.getOrDefault(Kind.SNAPSHOTS, 0L)),
                        sparedBytes);
    }

    /**
     * What no node has whole is missed here as it was there, until it is stored again or gone. What
     * was put aside here and is whole stays so: the source may only have forgotten its damage.
     */
    void takeDamageOver() throws IOException {
        for (String name : content.repositories()) {
            for (Kind kind : CopyPass.ORDER) {
                takeDamageOver(name, kind, there(name));
            }
        }
    }

    private void takeDamageOver(String name, Kind kind, Listing there) throws IOException {
        Set<ObjectName> damaged = there.damaged(kind);
        Set<ObjectName> known = new HashSet<>(damaged);
        // What was put aside here is missing as long as its client didn't delete it there; of the
        // rest only another node knew.
        content.damaged(name, kind)
                .forEach(
                        (object, aside) -> {
                            if (aside.size() == 0 || there.isGone(kind, object)) {
                                known.add(object);
                            }
                        });
        for (ObjectName object : known) {
            Location location = location(name, kind, object);
            require(
                    content.countDamage(location, damaged.contains(object), permit),
                    Source.path(location));
        }
    }

    private Location location(String name, Kind kind, ObjectName object) {
        return new Location(content.account(), name, kind, object);
    }

    /**
     * Passes if nothing was refused.
     *
     * @param what it was about
     */
    static void require(@Nullable Refusal refusal, String what) throws IOException {
        if (refusal != null) {
            throw new IOException("/" + what + ": " + refusal.reason());
        }
    }
}

package io.counterfoil.node.copies;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Permit;
import io.counterfoil.node.content.Repository;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes once through all that the source has: lists it, removes what only this node has if that is
 * wanted, and fetches what is missing. What the source has lost to damage and stands here stays, if
 * that does no harm, and else counts as damage here. Again is fine, after a part of it too.
 */
final class CopyPass {
    private static final Logger log = LoggerFactory.getLogger(CopyPass.class);

    /** What may not use the quota's reserve comes first, so that all fits that fitted there. */
    private static final List<Kind> ORDER =
            List.of(Kind.KEYS, Kind.DATA, Kind.INDEX, Kind.SNAPSHOTS, Kind.LOCKS);

    /** Larger than any that restic makes; more is not kept in memory. */
    private static final int LARGEST_CONFIG = 1 << 20;

    private final AccountContent content;
    private final Source source;
    private final Copy.Request asked;
    private final Permit permit;
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong totalObjects = new AtomicLong();
    private final AtomicLong totalBytes = new AtomicLong();
    private final Map<Kind, Long> sparedObjects = new EnumMap<>(Kind.class);
    private long sparedBytes;
    private volatile Copy.@Nullable Spared spared;

    CopyPass(
            AccountContent content,
            Source source,
            Copy.Request asked,
            Permit permit) {
        this.content = content;
        this.source = source;
        this.asked = asked;
        this.permit = permit;
    }

    long objects() {
        return objects.get();
    }

    long bytes() {
        return bytes.get();
    }

    long totalObjects() {
        return totalObjects.get();
    }

    long totalBytes() {
        return totalBytes.get();
    }

    /** What is here in addition; null = nothing, or not known yet. */
    Copy.@Nullable Spared spared() {
        return spared;
    }

    /**
     * What the source has in one repository.
     *
     * @param damaged what it put aside and didn't list any more; locks are no loss
     * @param tells whether it can tell what that is
     */
    private record Listing(
            byte @Nullable [] config,
            Map<Kind, Map<ObjectName, Long>> named,
            Map<Kind, Set<ObjectName>> damaged,
            boolean tells) {
        private static final Listing NOTHING = new Listing(null, Map.of(), Map.of(), false);

        Map<ObjectName, Long> of(Kind kind) {
            return named.getOrDefault(kind, Map.of());
        }

        Set<ObjectName> damaged(Kind kind) {
            return damaged.getOrDefault(kind, Set.of());
        }

        /** Whether an object is neither there nor missed there: its client deleted it. */
        boolean isGone(Kind kind, ObjectName object) {
            return tells && !of(kind).containsKey(object) && !damaged(kind).contains(object);
        }
    }

    /**
     * Runs to the end.
     *
     * @throws IOException when it may get further another time
     */
    void run() throws IOException, InterruptedException, CopyProblem {
        Map<String, Listing> listings = new TreeMap<>();
        for (String repository : asked.repositories()) {
            listings.put(repository, list(repository));
        }
        count(listings);
        if (asked.exact()) {
            removeOthers(listings);
        }
        content.meter().spare(others(listings));
        try {
            fetch(listings);
        } finally {
            content.meter().spare(new Aside(0, 0));
        }
        if (asked.exact()) {
            takeDamageOver(listings);
        }
        if (!sparedObjects.isEmpty() || sparedBytes != 0) {
            spared = new Copy.Spared(sparedCounts(), sparedBytes);
        }
    }

    private void fetch(Map<String, Listing> listings)
            throws IOException, InterruptedException, CopyProblem {
        for (Map.Entry<String, Listing> listing : listings.entrySet()) {
            require(content.createRepository(listing.getKey(), permit), listing.getKey());
            takeConfig(listing.getKey(), listing.getValue().config());
        }
        for (Kind kind : ORDER) {
            List<Streams.Wanted> missing = new ArrayList<>();
            for (Map.Entry<String, Listing> listing : listings.entrySet()) {
                missing.addAll(missing(listing.getKey(), kind, listing.getValue()));
            }
            new Streams(() -> new Transfer(source, content, permit), this::arrived).fetch(missing);
        }
    }

    /** What stands here and isn't listed there. */
    private Aside others(Map<String, Listing> listings) {
        long number = 0;
        long size = 0;
        for (String name : content.repositories()) {
            Listing there = listings.getOrDefault(name, Listing.NOTHING);
            for (Kind kind : ORDER) {
                Map<ObjectName, StoredObject> others = others(name, kind, there);
                number += others.size();
                size += others.values().stream().mapToLong(StoredObject::size).sum();
            }
        }
        return new Aside(number, size);
    }

    /** What no node has whole is missed here as it was there, until it is stored again or gone. */
    private void takeDamageOver(Map<String, Listing> listings) throws IOException {
        for (String name : content.repositories()) {
            Listing there = listings.getOrDefault(name, Listing.NOTHING);
            for (Kind kind : ORDER) {
                Set<ObjectName> damaged = there.damaged(kind);
                Set<ObjectName> known = new HashSet<>(damaged);
                // What was put aside here is missing as long as its client didn't delete it there;
                // of the rest only another node knew.
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
        }
    }

    private ObjectCounts sparedCounts() {
        return new ObjectCounts(
                0,
                sparedObjects.getOrDefault(Kind.DATA, 0L),
                sparedObjects.getOrDefault(Kind.INDEX, 0L),
                sparedObjects.getOrDefault(Kind.KEYS, 0L),
                0,
                sparedObjects.getOrDefault(Kind.SNAPSHOTS, 0L));
    }

    private Listing list(String repository) throws IOException, InterruptedException, CopyProblem {
        if (!(Target.parse("/" + repository) instanceof Target.Whole)) {
            throw new CopyProblem("There can be no repository at /" + repository + ".");
        }
        Map<Kind, Map<ObjectName, Long>> named = new EnumMap<>(Kind.class);
        Map<Kind, Set<ObjectName>> damaged = new EnumMap<>(Kind.class);
        boolean tells = asked.exact();
        // Locks come and go; only who makes both nodes the same needs them.
        for (Kind kind : ORDER) {
            if (asked.exact() || kind != Kind.LOCKS) {
                named.put(kind, source.list(repository, kind));
            }
            // Afterwards: what was put aside meanwhile is in one of the two.
            if (asked.exact() && kind != Kind.LOCKS) {
                Optional<Map<ObjectName, Long>> told = source.listDamaged(repository, kind);
                tells &= told.isPresent();
                Set<ObjectName> aside = new HashSet<>(told.orElse(Map.of()).keySet());
                aside.removeAll(named.getOrDefault(kind, Map.of()).keySet());
                damaged.put(kind, aside);
            }
        }
        return new Listing(config(repository), named, damaged, tells);
    }

    private byte @Nullable [] config(String repository)
            throws IOException, InterruptedException, CopyProblem {
        try (InputStream body = source.get(location(repository, Kind.CONFIG, null))) {
            byte[] config = body == null ? null : body.readNBytes(LARGEST_CONFIG + 1);
            if (config != null && config.length > LARGEST_CONFIG) {
                throw new CopyProblem("/" + repository + "config is too large for a config.");
            }
            return config;
        }
    }

    private void count(Map<String, Listing> listings) {
        long number = 0;
        long size = 0;
        for (Listing listing : listings.values()) {
            byte[] config = listing.config();
            number += config == null ? 0 : 1;
            size += config == null ? 0 : config.length;
            for (Map<ObjectName, Long> named : listing.named().values()) {
                number += named.size();
                size += named.values().stream().mapToLong(Long::longValue).sum();
            }
        }
        objects.set(0);
        bytes.set(0);
        sparedObjects.clear();
        sparedBytes = 0;
        spared = null;
        totalObjects.set(number);
        totalBytes.set(size);
    }

    /** What refers to others goes before them. */
    private void removeOthers(Map<String, Listing> listings) throws IOException {
        for (String name : content.repositories()) {
            Listing there = listings.getOrDefault(name, Listing.NOTHING);
            boolean dataGoes =
                    !there.damaged(Kind.DATA)
                            .containsAll(others(name, Kind.DATA, there).keySet());
            for (Kind kind : ORDER.reversed()) {
                Map<ObjectName, StoredObject> others = others(name, kind, there);
                if (isSpared(kind, there, dataGoes)) {
                    spare(others, kind, there.damaged(kind));
                }
                for (ObjectName object : others.keySet()) {
                    remove(location(name, kind, object));
                }
            }
            byte[] config = standingConfig(name);
            if (config != null && !Arrays.equals(config, there.config())) {
                remove(location(name, Kind.CONFIG, null));
            }
        }
    }

    /**
     * Whether what the source has damaged may stay here. No client has seen it since, and so can't
     * have deleted it with what it refers to: an index that comes back would have the next backup
     * believe that pruned data is there, and a snapshot would miss it. A key may be one that is to
     * open nothing any more, unless it is all that opens the repository.
     */
    private static boolean isSpared(Kind kind, Listing there, boolean dataGoes) {
        return switch (kind) {
            case DATA -> true;
            case SNAPSHOTS -> !dataGoes;
            case KEYS -> there.of(Kind.KEYS).isEmpty();
            case INDEX, LOCKS, CONFIG -> false;
        };
    }

    /** Takes out of what is to go what the source has damaged: this may be all that is whole. */
    private void spare(Map<ObjectName, StoredObject> others, Kind kind, Set<ObjectName> damaged) {
        for (ObjectName object : damaged) {
            StoredObject here = others.remove(object);
            if (here != null) {
                sparedObjects.merge(kind, 1L, Long::sum);
                sparedBytes += here.size();
            }
        }
    }

    private Map<ObjectName, StoredObject> others(String name, Kind kind, Listing there) {
        Repository here = content.repository(name);
        Map<ObjectName, StoredObject> others =
                here == null ? new HashMap<>() : new HashMap<>(here.all(kind));
        others.keySet().removeAll(there.of(kind).keySet());
        return others;
    }

    private void remove(Location location) throws IOException {
        require(content.delete(location, false, permit), Source.path(location));
    }

    private static void require(@Nullable Refusal refusal, String what) throws IOException {
        if (refusal != null) {
            throw new IOException("/" + what + ": " + refusal.reason());
        }
    }

    private void takeConfig(String repository, byte @Nullable [] wanted)
            throws IOException, InterruptedException, CopyProblem {
        if (wanted == null) {
            return;
        }
        Location location = location(repository, Kind.CONFIG, null);
        byte[] standing = standingConfig(repository);
        if (standing == null
                && new Transfer(source, content, permit).fetch(location, wanted.length, null)) {
            standing = standingConfig(repository);
        }
        if (Arrays.equals(wanted, standing)) {
            arrived(wanted.length);
        } else if (asked.exact()) {
            throw new IOException("/" + repository + "config changed while it was fetched.");
        }
    }

    private byte @Nullable [] standingConfig(String repository) throws IOException {
        Location location = location(repository, Kind.CONFIG, null);
        StoredObject known = stored(location);
        if (known == null) {
            return null;
        }
        try (InputStream stored = content.scan(location, known.size())) {
            return stored == null ? null : stored.readAllBytes();
        }
    }

    private List<Streams.Wanted> missing(String name, Kind kind, Listing listing)
            throws IOException {
        List<Streams.Wanted> missing = new ArrayList<>();
        for (Map.Entry<ObjectName, Long> object : listing.of(kind).entrySet()) {
            Location location = location(name, kind, object.getKey());
            long size = object.getValue();
            StoredObject here = content.has(location) ? stored(location) : null;
            if (here != null && (here.size() == size || isSound(location, here))) {
                sparedBytes += here.size() - size;
                arrived(size);
            } else {
                if (here != null) {
                    log.warn(
                            "an object has wrong bytes and is fetched again: {}",
                            Source.path(location));
                }
                missing.add(new Streams.Wanted(location, size, asked.exact(), here));
            }
        }
        return missing;
    }

    private @Nullable StoredObject stored(Location location) {
        Repository here = content.repository(location.repository());
        return here == null ? null : here.get(location);
    }

    /**
     * Bytes were compared with their name when they came; where they are more or fewer than the
     * source's, one of the two is damaged.
     */
    private boolean isSound(Location location, StoredObject stored) throws IOException {
        MessageDigest sha256 = ObjectName.sha256();
        try (InputStream in = content.scan(location, stored.size())) {
            if (in == null) {
                return false;
            }
            var unused =
                    new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
        }
        return ObjectName.of(HexFormat.of().formatHex(sha256.digest())).equals(location.name());
    }

    private void arrived(long size) {
        objects.incrementAndGet();
        bytes.addAndGet(size);
    }

    private Location location(String repository, Kind kind, @Nullable ObjectName name) {
        return new Location(content.account(), repository, kind, name);
    }
}

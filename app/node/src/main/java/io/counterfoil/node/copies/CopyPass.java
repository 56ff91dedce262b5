package io.counterfoil.node.copies;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Permit;
import io.counterfoil.node.content.Repository;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
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
 * Goes once through all that the source has: lists it, does away with the {@link Surplus} here if
 * that is wanted, and fetches what is missing. Again is fine, after a part of it too.
 */
final class CopyPass {
    private static final Logger log = LoggerFactory.getLogger(CopyPass.class);

    /** What may not use the quota's reserve comes first, so that all fits that fitted there. */
    static final List<Kind> ORDER =
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
     * Runs to the end.
     *
     * @throws IOException when it may get further another time
     */
    void run() throws IOException, InterruptedException, CopyProblem {
        requireRepositories();
        Map<String, Listing> listings = new TreeMap<>();
        for (String repository : asked.repositories()) {
            listings.put(repository, list(repository));
        }
        count(listings);
        Surplus surplus = new Surplus(content, listings, permit);
        if (asked.exact()) {
            surplus.remove();
            removeConfigs(surplus);
        }
        content.meter().spare(surplus.left());
        try {
            fetch(listings, surplus);
        } finally {
            content.meter().spare(new Aside(0, 0));
        }
        if (asked.exact()) {
            surplus.takeDamageOver();
        }
        spared = surplus.spared();
    }

    /**
     * No client removes a repository, so a source in which one wrote and that has none lost them, and
     * isn't asked about any: an exact copy would be the end of all that is here.
     */
    private void requireRepositories() throws CopyProblem {
        if (asked.exact() && asked.repositories().isEmpty() && asked.lastWriteAt() != null) {
            throw new CopyProblem(
                    "The source has no repository, though a client wrote there at %s."
                            .formatted(asked.lastWriteAt()));
        }
    }

    private void fetch(Map<String, Listing> listings, Surplus surplus)
            throws IOException, InterruptedException, CopyProblem {
        for (Map.Entry<String, Listing> listing : listings.entrySet()) {
            Surplus.require(content.createRepository(listing.getKey(), permit), listing.getKey());
            takeConfig(listing.getKey(), listing.getValue().config());
        }
        for (Kind kind : ORDER) {
            List<Streams.Wanted> missing = new ArrayList<>();
            for (Map.Entry<String, Listing> listing : listings.entrySet()) {
                missing.addAll(missing(listing.getKey(), kind, listing.getValue(), surplus));
            }
            new Streams(() -> new Transfer(source, content, permit), this::arrived).fetch(missing);
        }
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
        spared = null;
        totalObjects.set(number);
        totalBytes.set(size);
    }

    /** Those that aren't the source's. */
    private void removeConfigs(Surplus surplus) throws IOException {
        for (String name : content.repositories()) {
            byte[] config = standingConfig(name);
            byte[] wanted = surplus.there(name).config();
            if (config != null && !Arrays.equals(config, wanted)) {
                Location location = location(name, Kind.CONFIG, null);
                Surplus.require(content.delete(location, false, permit), Source.path(location));
            }
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

    private List<Streams.Wanted> missing(
            String name, Kind kind, Listing listing, Surplus surplus) throws IOException {
        List<Streams.Wanted> missing = new ArrayList<>();
        for (Map.Entry<ObjectName, Long> object : listing.of(kind).entrySet()) {
            Location location = location(name, kind, object.getKey());
            long size = object.getValue();
            StoredObject here = content.has(location) ? stored(location) : null;
            if (here != null && (here.size() == size || isSound(location, here))) {
                surplus.addLonger(here.size() - size);
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
        ObjectName name = location.name();
        try (InputStream in = content.scan(location, stored.size())) {
            return in != null && name != null && name.isOf(in);
        }
    }

    private void arrived(long size) {
        objects.incrementAndGet();
        bytes.addAndGet(size);
    }

    private Location location(String repository, Kind kind, @Nullable ObjectName name) {
        return new Location(content.account(), repository, kind, name);
    }
}

package io.counterfoil.node.content;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.StoredObject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The index of one repository in memory: listings and HEAD never ask the disk. Safe for concurrent
 * use.
 */
public final class Repository {
    private static final ObjectName NO_NAME = new ObjectName(0, 0, 0, 0);

    private final Map<Kind, Map<ObjectName, StoredObject>> objects;

    Repository() {
        Map<Kind, Map<ObjectName, StoredObject>> empty = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            empty.put(kind, new ConcurrentHashMap<>());
        }
        objects = Collections.unmodifiableMap(empty);
    }

    public @Nullable StoredObject get(Location location) {
        return all(location.kind()).get(key(location));
    }

    void put(Location location, StoredObject object) {
        all(location.kind()).put(key(location), object);
    }

    @Nullable StoredObject remove(Location location) {
        return all(location.kind()).remove(key(location));
    }

    /** The objects of a kind by name; the config's name says nothing. */
    public Map<ObjectName, StoredObject> all(Kind kind) {
        Map<ObjectName, StoredObject> all = objects.get(kind);
        if (all == null) {
            throw new IllegalStateException("no index of " + kind);
        }
        return all;
    }

    private static ObjectName key(Location location) {
        ObjectName name = location.name();
        return name == null ? NO_NAME : name;
    }
}

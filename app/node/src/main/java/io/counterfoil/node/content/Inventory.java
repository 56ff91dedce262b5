package io.counterfoil.node.content;

import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the index and the sums of one account with what its store has at start. */
final class Inventory implements ObjectStore.Finder {
    private static final Logger log = LoggerFactory.getLogger(Inventory.class);

    private final AccountIndex index;
    private final Quotas.Meter meter;
    private final Trash trash;
    private final Damage damage;
    private final List<Deleted> redundant = new ArrayList<>();
    private final Map<Location, Deleted> lastConfigs = new HashMap<>();

    Inventory(AccountIndex index, Quotas.Meter meter, Trash trash, Damage damage) {
        this.index = index;
        this.meter = meter;
        this.trash = trash;
        this.damage = damage;
    }

    /** Kept objects that stand in their places, too. */
    List<Deleted> redundant() {
        return redundant;
    }

    /**
     * The last one that was kept of each config that doesn't stand any more. Of other objects the
     * same question is asked when they are deleted again; a config may be followed by another one.
     */
    Collection<Deleted> lastConfigs() {
        return lastConfigs.values();
    }

    @Override
    public void repository(String prefix) {
        var unused = index.made(prefix);
    }

    @Override
    public void object(Location location, StoredObject object) {
        index.made(location.repository()).put(location, object);
        meter.found(object.size());
    }

    @Override
    public void deleted(Deleted deleted) {
        Location location = deleted.location();
        Repository repository = index.made(location.repository());
        boolean stands = repository.get(location) != null;
        if (location.name() != null && stands) {
            redundant.add(deleted);
            return;
        }
        trash.found(deleted);
        if (location.name() == null && !stands) {
            lastConfigs.merge(
                    location, deleted, (one, other) -> one.at() < other.at() ? other : one);
        }
    }

    @Override
    public void damaged(Deleted damaged) {
        damage.add(damaged);
    }

    @Override
    public void stranger(String what) {
        log.warn("{} is no object of a repository; it isn't counted", what);
    }
}

package io.counterfoil.platform;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did something, as events and the audit log name them.
 *
 * @param name {@code staff:ID}, {@code key:ID}, {@code account:ID}, {@code visitor} or {@code
 *     job:NAME}
 * @param person the member of staff who answers for it (an API key counts as its creator), or null
 *     if nobody does
 */
public record Actor(String name, @Nullable UUID person) {

    private static final String KEY = "key:";

    /** Somebody who redeems a code without signing in. */
    public static final Actor VISITOR = new Actor("visitor", null);

    /**
     * A program with an API key.
     *
     * @param person who answers for it; null: nobody does
     */
    public static Actor key(UUID id, @Nullable UUID person) {
        return new Actor(KEY + id, person);
    }

    /** Work that runs by itself. */
    public static Actor job(String name) {
        return new Actor("job:" + name, null);
    }

    /** The id of the API key that did it; empty if none did. */
    public Optional<UUID> key() {
        return name.startsWith(KEY)
                ? Optional.of(UUID.fromString(name.substring(KEY.length())))
                : Optional.empty();
    }
}

package io.counterfoil.platform;

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

    /** Somebody who redeems a code without signing in. */
    public static final Actor VISITOR = new Actor("visitor", null);

    /** Work that runs by itself. */
    public static Actor job(String name) {
        return new Actor("job:" + name, null);
    }
}

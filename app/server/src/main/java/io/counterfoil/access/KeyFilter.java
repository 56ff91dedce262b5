package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Which API keys a list shows.
 *
 * @param whose only those of such; null for all
 * @param state only those that are so; null for all
 */
record KeyFilter(@Nullable Whose whose, @Nullable State state) {
    static final KeyFilter ALL = new KeyFilter(null, null);

    /** Who a key belongs to. */
    enum Whose {
        PROVIDER,
        RETAILER,
        TILL
    }

    /** Whether a key opens anything. */
    enum State {
        VALID,
        REVOKED
    }

    /**
     * What was typed, where nothing stands for all.
     *
     * @throws Refused if it is none of these
     */
    static KeyFilter of(@Nullable String whose, @Nullable String state) {
        Fields fields = new Fields();
        KeyFilter filter =
                new KeyFilter(
                        one(fields, "whose", whose, Whose.class),
                        one(fields, "state", state, State.class));
        fields.done();
        return filter;
    }

    private static <E extends Enum<E>> @Nullable E one(
            Fields fields, String name, @Nullable String typed, Class<E> type) {
        return typed == null || typed.isEmpty() ? null : fields.oneOf(name, typed, type);
    }
}

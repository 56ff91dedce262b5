package io.counterfoil.node.content;

import io.counterfoil.node.store.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change may take effect. It is asked while the lock of what changes is held, so that
 * after {@link AccountContent#settle} nobody acts on an answer of before.
 */
@FunctionalInterface
public interface Permit {
    /** Why not, or null. */
    @Nullable Refusal refusal();
}

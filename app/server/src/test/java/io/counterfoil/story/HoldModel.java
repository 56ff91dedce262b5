package io.counterfoil.story;

import io.counterfoil.story.ItemModel.State;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A hold of the provider's: on what, and what was released out of it while it goes on. */
final class HoldModel {
    private final String id;
    private final Predicate<ItemModel> subject;
    private final Set<ItemModel> released = new HashSet<>();
    private boolean soldToo;
    private boolean open = true;

    /** A hold on all items of {@code subject}, or only on what customers have not bought of them. */
    HoldModel(String id, Predicate<ItemModel> subject, boolean soldToo) {
        this.id = id;
        this.subject = subject;
        this.soldToo = soldToo;
    }

    String id() {
        return id;
    }

    boolean isAbout(ItemModel item) {
        return open
                && subject.test(item)
                && !item.isAtItsEnd()
                && (soldToo || !item.is(State.ACTIVATED))
                && !released.contains(item);
    }

    void release(ItemModel item) {
        released.add(item);
    }

    /** Holds what was released, too, and from now on what customers have bought, if so wished. */
    void again(boolean withSold) {
        released.clear();
        soldToo |= withSold;
    }

    void end() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }
}

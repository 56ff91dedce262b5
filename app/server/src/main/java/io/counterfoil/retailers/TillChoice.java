package io.counterfoil.retailers;

import io.counterfoil.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A till in a form: which there are to choose.
 *
 * @param tills those that are offered, by outlet
 * @param outlet whose tills they are, if there are too many for one list; null: all are offered
 */
public record TillChoice(List<Terminal> tills, @Nullable ShopChoice outlet) {
    /** What requests call the outlet whose tills are offered. */
    static final String OUTLET = "outlet";

    /** The page of a form that offers these, and says what is wrong with the outlet. */
    public Page on(Page page) {
        Page with = page.with("tills", this);
        return outlet == null ? with : outlet.filling(with);
    }
}

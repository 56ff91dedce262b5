package io.counterfoil.retailers;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tills as the forms of a shop offer them: all of them while they are few; of many, those of one
 * outlet. A page costs the same then, however many there are.
 */
public final class TillChoices {
    private static final Listing FEW = new Listing(ShopChoices.MOST, null);

    private static final Comparator<Terminal> BY_OUTLET =
            Comparator.comparing(Terminal::outletName)
                    .thenComparing(Terminal::outlet)
                    .thenComparing(Terminal::name);

    private final Retailers retailers;
    private final ShopChoices shops;

    /** Tills of {@code retailers}, whose outlets are found in {@code shops}. */
    public TillChoices(Retailers retailers, ShopChoices shops) {
        this.retailers = retailers;
        this.shops = shops;
    }

    /**
     * The tills that the caller may choose.
     *
     * @param outlet whose tills are asked for if there are many: an id, or a whole name; null or
     *     blank: nobody said
     * @param terminal the till that was chosen before, whose outlet is meant then; null: none
     */
    public TillChoice of(Caller caller, @Nullable String outlet, @Nullable String terminal) {
        Slice<Terminal> some = retailers.terminals(caller, FEW);
        if (some.next() == null) {
            return choice(some.items(), null);
        }
        String known =
                find(caller, terminal).map(till -> till.outlet().toString()).orElse(outlet);
        ShopChoice shop = shops.outlet(caller, TillChoice.OUTLET, known);
        if (!shop.many() && shop.options().size() == 1) {
            // There is nothing to choose.
            return choice(tillsOf(caller, shop.options().getFirst().value()), null);
        }
        UUID chosen = shop.id();
        return choice(chosen == null ? List.of() : tillsOf(caller, chosen), shop);
    }

    private Optional<Terminal> find(Caller caller, @Nullable String terminal) {
        return terminal == null || !ShopChoices.ID.matcher(terminal).matches()
                ? Optional.empty()
                : retailers.terminals(caller, List.of(UUID.fromString(terminal))).stream()
                        .findAny();
    }

    private List<Terminal> tillsOf(Caller caller, UUID outlet) {
        return retailers.terminalsOf(caller, List.of(outlet));
    }

    private static TillChoice choice(List<Terminal> tills, @Nullable ShopChoice outlet) {
        return new TillChoice(tills.stream().sorted(BY_OUTLET).toList(), outlet);
    }
}

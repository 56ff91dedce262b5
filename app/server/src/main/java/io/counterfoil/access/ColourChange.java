package io.counterfoil.access;

import io.counterfoil.brand.ColourRole;
import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Fields;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * New colours for what a provider prints; null: as it is.
 *
 * @param dark deep grounds, and text on the accent
 * @param main grounds, and headings on white
 * @param bright the light end of gradients
 * @param accent the price, and lines
 * @param light small text on dark grounds
 */
public record ColourChange(
        @Nullable String dark,
        @Nullable String main,
        @Nullable String bright,
        @Nullable String accent,
        @Nullable String light) {
    /** Leaves all as they are. */
    public static final ColourChange NONE = new ColourChange(null, null, null, null, null);

    /** Those that somebody wants; null for a role that stays. */
    public static ColourChange of(Function<ColourRole, @Nullable String> wanted) {
        return new ColourChange(
                wanted.apply(ColourRole.DARK),
                wanted.apply(ColourRole.MAIN),
                wanted.apply(ColourRole.BRIGHT),
                wanted.apply(ColourRole.ACCENT),
                wanted.apply(ColourRole.LIGHT));
    }

    /** The same as it is kept; problems are noted. */
    ColourChange checked(Fields fields) {
        return of(role -> checked(fields, role));
    }

    private @Nullable String checked(Fields fields, ColourRole role) {
        String typed = get(role);
        if (typed == null) {
            return null;
        }
        String colour = typed.strip().toLowerCase(Locale.ROOT);
        if (!Palette.isColour(colour)) {
            fields.problem(
                    field(role),
                    "A colour is a # and six digits or letters from a to f, such as #0b5d66.");
        }
        return colour;
    }

    private @Nullable String get(ColourRole role) {
        return switch (role) {
            case DARK -> dark;
            case MAIN -> main;
            case BRIGHT -> bright;
            case ACCENT -> accent;
            case LIGHT -> light;
        };
    }

    /** How a role's colour is called in the body of a request. */
    public static String field(ColourRole role) {
        return "colours." + role.key();
    }
}

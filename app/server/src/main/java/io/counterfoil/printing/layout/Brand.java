package io.counterfoil.printing.layout;

import io.counterfoil.brand.Palette;
import io.counterfoil.printing.artwork.Artwork;
import java.util.Optional;

/**
 * How a provider looks on what it prints.
 *
 * @param colours for what names a role instead of a colour
 * @param logo its logo; without one its name stands in the same place
 */
public record Brand(Palette colours, Optional<Artwork> logo) {
    /** That of a provider that has chosen nothing. */
    public static final Brand SHIPPED = new Brand(Palette.SHIPPED, Optional.empty());
}

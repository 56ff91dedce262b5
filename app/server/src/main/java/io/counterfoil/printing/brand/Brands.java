package io.counterfoil.printing.brand;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.layout.Brand;
import java.util.Optional;
import java.util.UUID;

/** The brands that providers print in: that of now, and those that runs were ordered with. */
public final class Brands {
    private Brands() {}

    /** The brand of the transaction's provider, whose colours are these, as it is now. */
    public static Brand now(Tx tx, Palette colours) {
        return new Brand(colours, new BrandRepository(tx).logo());
    }

    /** The logo of the transaction's provider as PNG, for its mails; empty: it is in none. */
    public static Optional<byte[]> picture(Tx tx) {
        return new BrandRepository(tx).picture();
    }

    /** Binds a run to the brand that it is ordered with, which may no longer be that of now. */
    public static void bind(Tx tx, UUID run, Brand brand) {
        new BrandRepository(tx).bind(run, brand);
    }

    /** The brand that a run was ordered with; the shipped one if there were none at that time. */
    public static Brand of(Tx tx, UUID run) {
        return new BrandRepository(tx).of(run).orElse(Brand.SHIPPED);
    }
}

package io.counterfoil.printing.brand;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.layout.Brand;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The provider's logo, and the brands that its runs were ordered with. */
final class BrandRepository {
    private final Tx tx;

    BrandRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps the logo in place of the one that was there. */
    void putLogo(Artwork logo) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO logo (provider_id, kind, content, changed_at)
                        VALUES (:provider, :kind, :content, :now)
                        ON CONFLICT (provider_id) DO UPDATE
                        SET kind = excluded.kind, content = excluded.content,
                            changed_at = excluded.changed_at
                        """)
                .bind("provider", tx.provider())
                .bind("kind", label(logo.kind()))
                .bind("content", logo.content())
                .bind("now", tx.now())
                .execute();
    }

    /** Keeps how the logo looks in messages in place of what was there; empty: it is in none. */
    void putPicture(Optional<byte[]> png) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO logo_picture (provider_id, png) VALUES (:provider, :png)
                        ON CONFLICT (provider_id) DO UPDATE SET png = excluded.png
                        """)
                .bind("provider", tx.provider())
                .bind("png", png.orElse(null))
                .execute();
    }

    /**
     * Keeps how the logo looks in messages unless that is kept already, as with a logo that was put
     * meanwhile. False if it is, or if the logo is gone.
     */
    boolean addPicture(Optional<byte[]> png) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO logo_picture (provider_id, png)
                                SELECT provider_id, :png FROM logo WHERE provider_id = :provider
                                ON CONFLICT (provider_id) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("png", png.orElse(null))
                        .execute()
                == 1;
    }

    /** How the logo looks in messages; empty: it is in none. */
    Optional<byte[]> picture() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT png FROM logo_picture
                        WHERE provider_id = :provider AND png IS NOT NULL
                        """)
                .bind("provider", tx.provider())
                .mapTo(byte[].class)
                .findOne();
    }

    /** The logo if it is not known yet how it looks in messages. */
    Optional<Artwork> logoToDraw() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT kind, content FROM logo
                        WHERE provider_id = :provider
                          AND NOT EXISTS (SELECT 1 FROM logo_picture
                                          WHERE logo_picture.provider_id = logo.provider_id)
                        """)
                .bind("provider", tx.provider())
                .map((row, context) -> logo(row.getString("kind"), row.getBytes("content")))
                .findOne();
    }

    /** False if there is none. */
    boolean deleteLogo() {
        return tx.handle()
                        .createUpdate("DELETE FROM logo WHERE provider_id = :provider")
                        .bind("provider", tx.provider())
                        .execute()
                == 1;
    }

    Optional<Artwork> logo() {
        return tx.handle()
                .createQuery("SELECT kind, content FROM logo WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map((row, context) -> logo(row.getString("kind"), row.getBytes("content")))
                .findOne();
    }

    /** Since when a logo is there that browsers show. */
    Optional<Instant> shownSince() {
        return tx.handle()
                .createQuery(
                        "SELECT changed_at FROM logo WHERE provider_id = :provider AND kind = 'svg'")
                .bind("provider", tx.provider())
                .mapTo(Instant.class)
                .findOne();
    }

    /** Binds a run to the brand that it is ordered with. */
    void bind(UUID run, Brand brand) {
        Palette colours = brand.colours();
        Artwork logo = brand.logo().orElse(null);
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO print_brand (provider_id, run_id,
                            colour_dark, colour_main, colour_bright, colour_accent, colour_light,
                            logo_kind, logo)
                        VALUES (:provider, :run, :dark, :main, :bright, :accent, :light, :kind, :logo)
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("dark", colours.dark())
                .bind("main", colours.main())
                .bind("bright", colours.bright())
                .bind("accent", colours.accent())
                .bind("light", colours.light())
                .bind("kind", logo == null ? null : label(logo.kind()))
                .bind("logo", logo == null ? null : logo.content())
                .execute();
    }

    /** The brand that a run was ordered with; empty for one from before there were any. */
    Optional<Brand> of(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT colour_dark, colour_main, colour_bright, colour_accent, colour_light,
                               logo_kind, logo
                        FROM print_brand WHERE run_id = :run
                        """)
                .bind("run", run)
                .map((row, context) -> brand(row))
                .findOne();
    }

    private static Brand brand(ResultSet row) throws SQLException {
        @Nullable String kind = row.getString("logo_kind");
        return new Brand(
                new Palette(
                        row.getString("colour_dark"),
                        row.getString("colour_main"),
                        row.getString("colour_bright"),
                        row.getString("colour_accent"),
                        row.getString("colour_light")),
                kind == null ? Optional.empty() : Optional.of(logo(kind, row.getBytes("logo"))));
    }

    private static Artwork logo(String kind, byte[] content) {
        return Logos.artwork(Artwork.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), content);
    }

    private static String label(Artwork.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

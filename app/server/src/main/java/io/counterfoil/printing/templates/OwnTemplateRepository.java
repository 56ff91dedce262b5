package io.counterfoil.printing.templates;

import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.templates.OwnTemplates.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

final class OwnTemplateRepository {
    private final Tx tx;

    OwnTemplateRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps it under its name, in place of what was there; the number of the version. */
    int put(Kind kind, String name, byte[] content, @Nullable Artwork artwork) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO own_template (provider_id, kind, name, version, content, artwork_kind, artwork, changed_at)
                        VALUES (:provider, :kind, :name, 1, :content, :artworkKind, :artwork, :now)
                        ON CONFLICT (provider_id, kind, name) DO UPDATE
                        SET version = own_template.version + 1, content = excluded.content,
                            artwork_kind = excluded.artwork_kind, artwork = excluded.artwork,
                            changed_at = excluded.changed_at
                        RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("kind", kind.label())
                .bind("name", name)
                .bind("content", content)
                .bind(
                        "artworkKind",
                        artwork == null ? null : artwork.kind().name().toLowerCase(Locale.ROOT))
                .bind("artwork", artwork == null ? null : artwork.content())
                .bind("now", tx.now())
                .mapTo(Integer.class)
                .one();
    }

    /** Keeps it from being deleted until the transaction ends; false if there is none. */
    boolean hold(Kind kind, String name) {
        return locked(kind, name, "KEY SHARE");
    }

    /** Waits for those that hold it. */
    void lock(Kind kind, String name) {
        locked(kind, name, "UPDATE");
    }

    private boolean locked(Kind kind, String name, String strength) {
        return tx.handle()
                .createQuery(
                        "SELECT name FROM own_template WHERE kind = :kind AND name = :name FOR "
                                + strength)
                .bind("kind", kind.label())
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    /** False if there is none. */
    boolean delete(Kind kind, String name) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM own_template WHERE kind = :kind AND name = :name")
                        .bind("kind", kind.label())
                        .bind("name", name)
                        .execute()
                == 1;
    }

    /** The name of the layout on the back of a layout; empty if it has none, or is none. */
    Optional<String> back(String layout) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT back FROM (SELECT convert_from(content, 'UTF8')::json ->> 'reverse' AS back
                            FROM own_template WHERE kind = 'layout' AND name = :name) AS own
                        WHERE back IS NOT NULL
                        """)
                .bind("name", layout)
                .mapTo(String.class)
                .findOne();
    }

    /** The layouts that have this one on their back. */
    List<String> fronts(String back) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name FROM own_template
                        WHERE kind = 'layout' AND convert_from(content, 'UTF8')::json ->> 'reverse' = :back
                        ORDER BY name
                        """)
                .bind("back", back)
                .mapTo(String.class)
                .list();
    }

    List<String> names(Kind kind) {
        return tx.handle()
                .createQuery("SELECT name FROM own_template WHERE kind = :kind ORDER BY name")
                .bind("kind", kind.label())
                .mapTo(String.class)
                .list();
    }

    /** Everything of a kind, by name. */
    SortedMap<String, byte[]> contents(Kind kind) {
        return tx.handle()
                .createQuery("SELECT name, content FROM own_template WHERE kind = :kind")
                .bind("kind", kind.label())
                .reduceRows(
                        new TreeMap<>(),
                        (contents, row) -> {
                            contents.put(
                                    row.getColumn("name", String.class),
                                    row.getColumn("content", byte[].class));
                            return contents;
                        });
    }

    Optional<byte[]> content(Kind kind, String name) {
        return tx.handle()
                .createQuery("SELECT content FROM own_template WHERE kind = :kind AND name = :name")
                .bind("kind", kind.label())
                .bind("name", name)
                .mapTo(byte[].class)
                .findOne();
    }

    Optional<Artwork> artwork(String layout) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT artwork_kind, artwork FROM own_template
                        WHERE kind = 'layout' AND name = :name
                        """)
                .bind("name", layout)
                .map(
                        (row, context) -> {
                            Artwork.Kind format =
                                    Artwork.Kind.valueOf(
                                            row.getString("artwork_kind").toUpperCase(Locale.ROOT));
                            return new Artwork(
                                    layout + format.extension(), format, row.getBytes("artwork"));
                        })
                .findOne();
    }
}

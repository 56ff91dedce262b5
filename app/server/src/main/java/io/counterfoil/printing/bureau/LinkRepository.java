package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One-time links for bureaus; only digests of their tokens are stored. */
final class LinkRepository {
    private final Tx tx;

    LinkRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A link.
     *
     * @param endedAt when its package was fetched or a newer link took its place, or null
     * @param before what had left when it was made
     */
    record Row(
            UUID id, PackageId pack, Instant expiresAt, @Nullable Instant endedAt, Before before) {}

    /**
     * What had left of a package when a link to it was made, and so is not held against that link.
     *
     * @param leftAlone how many of its files alone
     * @param byProvider how often the provider itself had fetched it, in whole or in part
     * @param byLinks how many tries with links were made before a second person agreed to this one;
     *     0 if nobody had to
     */
    record Before(int leftAlone, int byProvider, int byLinks) {}

    void insert(UUID id, PackageId pack, byte[] digest, Instant expiresAt, Before before) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO bureau_link
                            (provider_id, id, run_id, revision, digest, created_at, expires_at, left_alone, by_provider, by_links)
                        VALUES (:provider, :id, :run, :revision, :digest, :now, :expiresAt, :leftAlone, :byProvider, :byLinks)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("run", pack.run())
                .bind("revision", pack.revision())
                .bind("digest", digest)
                .bind("now", tx.now())
                .bind("expiresAt", expiresAt)
                .bind("leftAlone", before.leftAlone())
                .bind("byProvider", before.byProvider())
                .bind("byLinks", before.byLinks())
                .execute();
    }

    Optional<Row> find(byte[] digest) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, run_id, revision, expires_at, ended_at, left_alone, by_provider, by_links FROM bureau_link
                        WHERE provider_id = :provider AND digest = :digest
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .map((row, context) -> link(row))
                .findOne();
    }

    /** The link with which a package was last fetched completely. */
    Optional<UUID> lastUsed(PackageId pack) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT link_id FROM bureau_receipt
                        WHERE provider_id = :provider AND run_id = :run AND revision = :revision
                          AND state = 'complete' AND link_id IS NOT NULL
                        ORDER BY ended_at DESC, id DESC LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("run", pack.run())
                .bind("revision", pack.revision())
                .mapTo(UUID.class)
                .findOne();
    }

    /** Ends all links to a package that aren't ended yet. */
    void endAll(PackageId pack) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE bureau_link SET ended_at = :now
                        WHERE provider_id = :provider AND run_id = :run AND revision = :revision AND ended_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("run", pack.run())
                .bind("revision", pack.revision())
                .bind("now", tx.now())
                .execute();
    }

    /** Lets a package be made once more. */
    void grant(PackageId pack) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO package_grant (provider_id, run_id, revision, packages)
                        VALUES (:provider, :run, :revision, 1)
                        ON CONFLICT (provider_id, run_id, revision) DO UPDATE SET packages = package_grant.packages + 1
                        """)
                .bind("provider", tx.provider())
                .bind("run", pack.run())
                .bind("revision", pack.revision())
                .execute();
    }

    /** Uses up what was granted; false if nothing is left. */
    boolean useGrant(PackageId pack) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE package_grant SET packages = packages - 1
                                WHERE provider_id = :provider AND run_id = :run AND revision = :revision AND packages > 0
                                """)
                        .bind("provider", tx.provider())
                        .bind("run", pack.run())
                        .bind("revision", pack.revision())
                        .execute()
                == 1;
    }

    /** Takes back all that was granted for a run and not used. */
    void endGrants(UUID run) {
        tx.handle()
                .createUpdate(
                        "UPDATE package_grant SET packages = 0 WHERE provider_id = :provider AND"
                                + " run_id = :run")
                .bind("provider", tx.provider())
                .bind("run", run)
                .execute();
    }

    private static Row link(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                new PackageId(row.getObject("run_id", UUID.class), row.getInt("revision")),
                Instants.of(row, "expires_at"),
                Instants.ofNullable(row, "ended_at"),
                new Before(
                        row.getInt("left_alone"),
                        row.getInt("by_provider"),
                        row.getInt("by_links")));
    }
}

package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What was sent to bureaus. */
final class ReceiptRepository {
    /** Without a digest an attempt never came to its end: nobody knows how much is out. */
    private static final String SENT = "(bytes > 0 OR sha256 IS NULL)";

    private final Tx tx;

    ReceiptRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * How many attempts sent something, or may have.
     *
     * @param complete those that sent everything
     * @param byProvider all that the provider itself made
     * @param byLinks all that were made with links
     */
    record Sent(int complete, int byProvider, int byLinks) {}

    /** Takes those for broken off that gave no sign of life since then. */
    void endSilent(PackageId pack, Instant since) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE bureau_receipt SET state = 'broken_off', ended_at = :now
                        WHERE provider_id = :provider AND run_id = :run AND revision = :revision
                          AND state = 'sending' AND seen_at < :since
                        """)
                .bind("provider", tx.provider())
                .bind("run", pack.run())
                .bind("revision", pack.revision())
                .bind("now", tx.now())
                .bind("since", since)
                .execute();
    }

    /** False if somebody else is fetching this package now. */
    boolean insert(UUID id, PackageId pack, @Nullable UUID link, String address) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO bureau_receipt
                                    (provider_id, id, run_id, revision, link_id, address, state, started_at, seen_at)
                                VALUES (:provider, :id, :run, :revision, :link, :address, 'sending', :now, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("run", pack.run())
                        .bind("revision", pack.revision())
                        .bind("link", link)
                        .bind("address", address)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Notes what is in a package that is sent. */
    void insertFiles(UUID receipt, Map<String, String> files) {
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO bureau_receipt_file (provider_id, receipt_id, name, sha256)
                                VALUES (:provider, :receipt, :name, :sha256)
                                """);
        files.forEach(
                (name, sha256) ->
                        batch.bind("provider", tx.provider())
                                .bind("receipt", receipt)
                                .bind("name", name)
                                .bind("sha256", HexFormat.of().parseHex(sha256))
                                .add());
        batch.execute();
    }

    /** How many attempts that sent something, or may have, had any of these files. */
    int sentWith(UUID run, Map<String, String> files) {
        List<String> names = List.copyOf(files.keySet());
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(DISTINCT receipt.id) FROM bureau_receipt AS receipt
                        JOIN bureau_receipt_file AS file
                          ON file.provider_id = receipt.provider_id AND file.receipt_id = receipt.id
                        JOIN unnest(:names, :digests) AS wanted (name, sha256)
                          ON wanted.name = file.name AND decode(wanted.sha256, 'hex') = file.sha256
                        WHERE receipt.provider_id = :provider AND receipt.run_id = :run AND
                        """
                                + "(receipt.bytes > 0 OR receipt.sha256 IS NULL)")
                .bind("provider", tx.provider())
                .bind("run", run)
                .bindArray("names", String.class, names)
                .bindArray("digests", String.class, names.stream().map(files::get).toList())
                .mapTo(Integer.class)
                .one();
    }

    /** A sign of life; false if it was taken for broken off meanwhile. */
    boolean seen(UUID id, long bytes) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE bureau_receipt SET seen_at = :now, bytes = :bytes
                                WHERE provider_id = :provider AND id = :id AND state = 'sending'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("bytes", bytes)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** False if it was taken for broken off meanwhile. */
    boolean end(UUID id, PackageReceipt.State state, long bytes, String sha256) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE bureau_receipt SET state = :state, ended_at = :now, bytes = :bytes, sha256 = :sha256
                                WHERE provider_id = :provider AND id = :id AND state = 'sending'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("state", state.name().toLowerCase(Locale.ROOT))
                        .bind("bytes", bytes)
                        .bind("sha256", HexFormat.of().parseHex(sha256))
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Whether any attempt at any package of a run sent something, or may have. */
    boolean anySent(UUID run) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM bureau_receipt WHERE provider_id = :provider AND"
                                + " run_id = :run AND "
                                + SENT
                                + ")")
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(Boolean.class)
                .one();
    }

    /** The attempts at this package that sent something, by who made them. */
    Sent sent(PackageId pack) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FILTER (WHERE state = 'complete') AS complete,
                               count(*) FILTER (WHERE link_id IS NULL) AS by_provider,
                               count(*) FILTER (WHERE link_id IS NOT NULL) AS by_links
                        FROM bureau_receipt
                        WHERE provider_id = :provider AND run_id = :run AND revision = :revision AND
                        """
                                + SENT)
                .bind("provider", tx.provider())
                .bind("run", pack.run())
                .bind("revision", pack.revision())
                .map(
                        (row, context) ->
                                new Sent(
                                        row.getInt("complete"),
                                        row.getInt("by_provider"),
                                        row.getInt("by_links")))
                .one();
    }

    /**
     * All of a run, the newest first.
     *
     * @param silentSince whoever gave no sign of life since then is taken for broken off
     */
    List<PackageReceipt> of(UUID run, Instant silentSince) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, revision, link_id, address, started_at, ended_at, bytes, sha256,
                               CASE WHEN state = 'sending' AND seen_at < :since THEN 'broken_off' ELSE state END AS state
                        FROM bureau_receipt
                        WHERE provider_id = :provider AND run_id = :run ORDER BY started_at DESC, id DESC
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("since", silentSince)
                .map((row, context) -> receipt(row))
                .list();
    }

    private static PackageReceipt receipt(ResultSet row) throws SQLException {
        byte[] sha256 = row.getBytes("sha256");
        return new PackageReceipt(
                row.getObject("id", UUID.class),
                row.getInt("revision"),
                row.getObject("link_id", UUID.class),
                row.getString("address"),
                PackageReceipt.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Instants.of(row, "started_at"),
                Instants.ofNullable(row, "ended_at"),
                row.getLong("bytes"),
                sha256 == null ? null : HexFormat.of().formatHex(sha256));
    }
}

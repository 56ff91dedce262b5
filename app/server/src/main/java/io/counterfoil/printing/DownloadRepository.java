package io.counterfoil.printing;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class DownloadRepository {
    private final Tx tx;

    DownloadRepository(Tx tx) {
        this.tx = tx;
    }

    /** A leave to fetch a file once more; {@code granted} once a second person agreed. */
    record Permit(UUID approval, boolean granted) {}

    /** How often somebody began to fetch exactly this file. */
    int count(UUID run, String name, String sha256) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM print_download
                        WHERE provider_id = :provider AND run_id = :run AND name = :name AND sha256 = :sha256
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("name", name)
                .bind("sha256", HexFormat.of().parseHex(sha256))
                .mapTo(Integer.class)
                .one();
    }

    /** How often somebody began to fetch any of these files. */
    int count(UUID run, Set<String> names) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM print_download
                        WHERE provider_id = :provider AND run_id = :run AND name = ANY (:names)
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bindArray("names", String.class, List.copyOf(names))
                .mapTo(Integer.class)
                .one();
    }

    /** How often somebody began to fetch any file of a run. */
    int count(UUID run) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM print_download WHERE provider_id = :provider AND"
                                + " run_id = :run")
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(Integer.class)
                .one();
    }

    void start(UUID id, UUID run, String name, String sha256) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO print_download (provider_id, id, run_id, name, sha256, actor, started_at)
                        VALUES (:provider, :id, :run, :name, :sha256, :actor, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("run", run)
                .bind("name", name)
                .bind("sha256", HexFormat.of().parseHex(sha256))
                .bind("actor", tx.caller().actor().name())
                .bind("now", tx.now())
                .execute();
    }

    void end(UUID id, long bytes, boolean complete) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE print_download SET ended_at = :now, bytes = :bytes, complete = :complete
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .bind("id", id)
                .bind("bytes", bytes)
                .bind("complete", complete)
                .bind("now", tx.now())
                .execute();
    }

    /**
     * A download.
     *
     * @param actor who fetched it, as the audit log names them
     */
    record Row(
            String file,
            String actor,
            Instant startedAt,
            @Nullable Instant endedAt,
            long bytes,
            boolean complete) {}

    /** The downloads of a run, the first ones first. */
    List<Row> of(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, actor, started_at, ended_at, bytes, complete FROM print_download
                        WHERE provider_id = :provider AND run_id = :run ORDER BY started_at, id
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map(
                        (row, context) ->
                                new Row(
                                        row.getString("name"),
                                        row.getString("actor"),
                                        Instants.of(row, "started_at"),
                                        Instants.ofNullable(row, "ended_at"),
                                        row.getLong("bytes"),
                                        row.getBoolean("complete")))
                .list();
    }

    /** The permits of exactly this file that were not used, the granted ones first. */
    List<Permit> unused(UUID run, String name, String sha256) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT approval_id, granted FROM download_permit
                        WHERE provider_id = :provider AND run_id = :run AND name = :name AND sha256 = :sha256
                          AND download_id IS NULL
                        ORDER BY granted DESC, approval_id
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("name", name)
                .bind("sha256", HexFormat.of().parseHex(sha256))
                .map(
                        (row, context) ->
                                new Permit(
                                        row.getObject("approval_id", UUID.class),
                                        row.getBoolean("granted")))
                .list();
    }

    void ask(UUID approval, UUID run, String name, String sha256) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO download_permit (provider_id, approval_id, run_id, name, sha256)
                        VALUES (:provider, :approval, :run, :name, :sha256)
                        """)
                .bind("provider", tx.provider())
                .bind("approval", approval)
                .bind("run", run)
                .bind("name", name)
                .bind("sha256", HexFormat.of().parseHex(sha256))
                .execute();
    }

    /** The approvals that were asked for a file and of which nothing came yet. */
    List<UUID> asked(UUID run, String name) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT approval_id FROM download_permit
                        WHERE provider_id = :provider AND run_id = :run AND name = :name
                          AND NOT granted AND download_id IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("name", name)
                .mapTo(UUID.class)
                .list();
    }

    void grant(Collection<UUID> approvals) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE download_permit SET granted = true
                        WHERE provider_id = :provider AND approval_id = ANY(:approvals) AND download_id IS NULL
                        """)
                .bind("provider", tx.provider())
                .bindArray("approvals", UUID.class, approvals)
                .execute();
    }

    void use(UUID approval, UUID download) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE download_permit SET download_id = :download
                        WHERE provider_id = :provider AND approval_id = :approval AND download_id IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("approval", approval)
                .bind("download", download)
                .execute();
    }
}

package io.counterfoil.printing;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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

    /** The downloads of a run, the first ones first. */
    List<Downloads.Download> of(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT d.name, d.actor, staff.name AS person, api_key.label AS key, d.started_at, d.ended_at,
                               d.bytes, d.complete
                        FROM print_download d
                        LEFT JOIN staff ON staff.provider_id = d.provider_id AND d.actor = 'staff:' || staff.id
                        LEFT JOIN api_key ON api_key.provider_id = d.provider_id AND d.actor = 'key:' || api_key.id
                        WHERE d.provider_id = :provider AND d.run_id = :run ORDER BY d.started_at, d.id
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map(
                        (row, context) ->
                                new Downloads.Download(
                                        row.getString("name"),
                                        row.getString("actor"),
                                        row.getString("person"),
                                        row.getString("key"),
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

    /** Grants what was asked for a file and agreed to. */
    void grant(UUID run, String name) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE download_permit SET granted = true
                        FROM approval
                        WHERE download_permit.provider_id = :provider AND run_id = :run AND name = :name
                          AND approval.provider_id = download_permit.provider_id AND approval.id = approval_id
                          AND approval.state = 'approved' AND download_id IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("name", name)
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

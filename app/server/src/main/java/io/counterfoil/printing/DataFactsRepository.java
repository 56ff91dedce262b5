package io.counterfoil.printing;

import io.counterfoil.platform.Tx;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

final class DataFactsRepository {
    private final Tx tx;

    DataFactsRepository(Tx tx) {
        this.tx = tx;
    }

    /** The data files of a run. */
    List<DataFacts> of(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, bytes, sha256, fingerprint FROM print_data
                        WHERE provider_id = :provider AND run_id = :run ORDER BY name
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map(
                        (row, context) ->
                                new DataFacts(
                                        row.getString("name"),
                                        row.getLong("bytes"),
                                        hex(row.getBytes("sha256")),
                                        hex(row.getBytes("fingerprint"))))
                .list();
    }

    /** Keeps the facts of a file, instead of older ones of the same name. */
    void put(UUID run, DataFacts facts) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO print_data (provider_id, run_id, name, bytes, sha256, fingerprint)
                        VALUES (:provider, :run, :name, :bytes, :sha256, :fingerprint)
                        ON CONFLICT (provider_id, run_id, name) DO UPDATE
                        SET bytes = excluded.bytes, sha256 = excluded.sha256, fingerprint = excluded.fingerprint
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("name", facts.name())
                .bind("bytes", facts.bytes())
                .bind("sha256", HexFormat.of().parseHex(facts.sha256()))
                .bind("fingerprint", HexFormat.of().parseHex(facts.fingerprint()))
                .execute();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

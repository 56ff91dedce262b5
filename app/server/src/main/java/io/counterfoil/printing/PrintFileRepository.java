package io.counterfoil.printing;

import io.counterfoil.platform.Tx;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

final class PrintFileRepository {
    private final Tx tx;

    PrintFileRepository(Tx tx) {
        this.tx = tx;
    }

    /** The files of a run, in the order in which they are listed. */
    List<PrintFile> of(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, part, revision, items, pages, bytes, sha256, fingerprint, read_back, conformance, codes
                        FROM print_file
                        WHERE provider_id = :provider AND run_id = :run ORDER BY revision, part, name
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map(
                        (row, context) ->
                                new PrintFile(
                                        row.getString("name"),
                                        row.getInt("part"),
                                        row.getInt("revision"),
                                        row.getInt("items"),
                                        row.getInt("pages"),
                                        row.getLong("bytes"),
                                        hex(row.getBytes("sha256")),
                                        hex(row.getBytes("fingerprint")),
                                        row.getInt("read_back"),
                                        row.getString("conformance"),
                                        row.getBoolean("codes")))
                .list();
    }

    /** Keeps the facts of a file, instead of older ones of the same name. */
    void put(UUID run, PrintFile file) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO print_file (provider_id, run_id, name, part, revision, items, pages, bytes, sha256,
                                                fingerprint, read_back, conformance, codes, checked_at)
                        VALUES (:provider, :run, :name, :part, :revision, :items, :pages, :bytes, :sha256,
                                :fingerprint, :readBack, :conformance, :codes, :now)
                        ON CONFLICT (provider_id, run_id, name) DO UPDATE
                        SET items = excluded.items, pages = excluded.pages, bytes = excluded.bytes,
                            sha256 = excluded.sha256, fingerprint = excluded.fingerprint,
                            read_back = excluded.read_back, conformance = excluded.conformance,
                            codes = excluded.codes, checked_at = excluded.checked_at
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("name", file.name())
                .bind("part", file.part())
                .bind("revision", file.revision())
                .bind("items", file.items())
                .bind("pages", file.pages())
                .bind("bytes", file.bytes())
                .bind("sha256", HexFormat.of().parseHex(file.sha256()))
                .bind("fingerprint", HexFormat.of().parseHex(file.fingerprint()))
                .bind("readBack", file.readBack())
                .bind("conformance", file.conformance())
                .bind("codes", file.codes())
                .bind("now", tx.now())
                .execute();
    }

    /** Forgets the facts of these files of a run, so that they are found out anew. */
    void forget(UUID run, Set<String> names) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM print_file WHERE provider_id = :provider AND run_id = :run AND"
                                + " name = ANY (:names)")
                .bind("provider", tx.provider())
                .bind("run", run)
                .bindArray("names", String.class, names)
                .execute();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package io.counterfoil.inventory;

import io.counterfoil.codes.CodeChain;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which codes were made, as events say, and as the tables have them. */
final class CodeHistoryRepository {
    private static final int ROWS_AT_ONCE = 2_000;

    private final Tx tx;

    CodeHistoryRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Codes that were made together.
     *
     * @param run the first six digits of the serials
     * @param revision 1 as they were minted, more for each reprint
     * @param digest which binds the codes, in hexadecimal; null if the event names none
     */
    record Made(int run, int revision, long from, long to, @Nullable String digest) {
        boolean touches(Made other) {
            return from <= other.to && other.from <= to;
        }
    }

    /** All that was ever made, in order. */
    List<Made> made() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT (from_serial / 100000000)::integer AS run, from_serial, to_serial,
                               coalesce((body::jsonb #>> '{data,revision}')::integer, 1) AS revision,
                               body::jsonb #>> '{data,digest}' AS digest
                        FROM event
                        WHERE subject_type = 'run' AND type IN (:minted, :reprinted) AND from_serial IS NOT NULL
                        ORDER BY position
                        """)
                .bind("minted", ItemEvents.MINTED)
                .bind("reprinted", ItemEvents.REPRINTED)
                .map(
                        (row, context) ->
                                new Made(
                                        row.getInt("run"),
                                        row.getInt("revision"),
                                        row.getLong("from_serial"),
                                        row.getLong("to_serial"),
                                        row.getString("digest")))
                .list();
    }

    /** What binds the codes that these items had in that revision. */
    byte[] chain(Made made) {
        CodeChain chain = new CodeChain();
        try (Stream<byte[]> codes =
                tx
                        .handle()
                        .createQuery(
                                """
                                SELECT coalesce(replaced.code_digest, item.code_digest) AS code_digest
                                FROM serial_item item
                                LEFT JOIN (SELECT DISTINCT ON (serial) serial, code_digest FROM replaced_code
                                           WHERE serial BETWEEN :from AND :to AND revision > :revision
                                           ORDER BY serial, revision) AS replaced ON replaced.serial = item.serial
                                WHERE item.serial BETWEEN :from AND :to ORDER BY item.serial
                                """)
                        .bind("from", made.from())
                        .bind("to", made.to())
                        .bind("revision", made.revision())
                        .setFetchSize(ROWS_AT_ONCE)
                        .mapTo(byte[].class)
                        .stream()) {
            codes.map(CodeDigest::new).forEach(chain::add);
        }
        return chain.value();
    }
}

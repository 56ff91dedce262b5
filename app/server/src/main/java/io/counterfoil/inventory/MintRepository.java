package io.counterfoil.inventory;

import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Brings new items into the database at the speed of COPY. PostgreSQL refuses COPY into a table
 * with row policies, so the rows go through a temporary table.
 */
final class MintRepository {
    // The binary format of COPY: signature, flags, length of the header's extension.
    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short COLUMNS = 2;
    private static final short END = -1;
    private static final int ROW_BYTES =
            Short.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES + CodeDigest.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Tx tx;

    MintRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID run, UUID product, SerialRange block, List<CodeDigest> digests) {
        tx.handle()
                .execute(
                        """
                        CREATE TEMPORARY TABLE IF NOT EXISTS minting (serial bigint NOT NULL, code_digest bytea NOT NULL)
                        ON COMMIT DROP
                        """);
        copy(block, digests);
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO serial_item (serial, provider_id, run_id, product_id, state, code_digest)
                        SELECT serial, :provider, :run, :product, :state, code_digest FROM minting
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("product", product)
                .bind("state", ItemState.MINTED.label())
                .execute();
        tx.handle().execute("TRUNCATE minting");
    }

    /**
     * How many minted items of the range have new codes now.
     *
     * @param revision which replaces the codes before
     */
    int replaceCodes(SerialRange range, List<CodeDigest> digests, int revision) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO replaced_code (provider_id, serial, revision, code_digest)
                        SELECT provider_id, serial, :revision, code_digest FROM serial_item
                        WHERE serial BETWEEN :first AND :last AND state = 'minted'
                        """)
                .bind("revision", revision)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET code_digest = replaced.code_digest
                        FROM unnest(:serials, :digests) AS replaced (serial, code_digest)
                        WHERE serial_item.serial = replaced.serial AND state = 'minted'
                        """)
                .bindArray(
                        "serials",
                        Long.class,
                        range.stream().map(SerialNumber::value).toList())
                .bindArray(
                        "digests", byte[].class, digests.stream().map(CodeDigest::bytes).toList())
                .execute();
    }

    /**
     * How many items of these ranges, which go upwards, are minted. Each item looks its range up; a
     * join would look at all items for each range.
     */
    int countMinted(List<SerialRange> ranges) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM serial_item
                        WHERE serial BETWEEN :first AND :last AND state = 'minted'
                          AND serial <= (:lasts)[width_bucket(serial, :firsts)]
                        """)
                .bind("first", ranges.getFirst().first().value())
                .bind("last", ranges.getLast().last().value())
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
                .bindArray("lasts", Long.class, SerialRange.lasts(ranges))
                .mapTo(Integer.class)
                .one();
    }

    private void copy(SerialRange block, List<CodeDigest> digests) {
        String sql = "COPY minting (serial, code_digest) FROM STDIN (FORMAT binary)";
        try {
            CopyIn copy =
                    tx.handle().getConnection().unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                write(copy, block, digests);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static void write(CopyIn copy, SerialRange block, List<CodeDigest> digests)
            throws SQLException {
        byte[] bytes = new byte[BUFFER_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.put(SIGNATURE).putInt(0).putInt(0);
        for (int i = 0; i < digests.size(); i++) {
            if (buffer.remaining() < ROW_BYTES) {
                flush(copy, bytes, buffer);
            }
            SerialNumber serial = SerialNumber.of(block.run(), block.from() + i);
            buffer.putShort(COLUMNS)
                    .putInt(Long.BYTES)
                    .putLong(serial.value())
                    .putInt(CodeDigest.BYTES)
                    .put(digests.get(i).bytes());
        }
        if (buffer.remaining() < Short.BYTES) {
            flush(copy, bytes, buffer);
        }
        buffer.putShort(END);
        flush(copy, bytes, buffer);
    }

    private static void flush(CopyIn copy, byte[] bytes, ByteBuffer buffer) throws SQLException {
        copy.writeToCopy(bytes, 0, buffer.position());
        buffer.clear();
    }
}

package io.counterfoil.printing;

import io.counterfoil.codes.RunKey;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/** The codes of open runs, sealed under keys that are not in the database. */
final class SealedCodeRepository {
    private final Tx tx;

    SealedCodeRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps a block of a run's codes; the block names the key under which it is sealed. */
    void insert(UUID run, RunKey.Block block, byte[] sealed) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO sealed_codes (provider_id, run_id, key_id, first_sequence, last_sequence, sealed)
                        VALUES (:provider, :run, :key, :first, :last, :sealed)
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("key", block.run())
                .bind("first", block.from())
                .bind("last", block.to())
                .bind("sealed", sealed)
                .execute();
    }

    /** The blocks under a key that have codes of these sequences, in order. */
    List<RunKey.Block> blocks(UUID key, int from, int to) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT first_sequence, last_sequence FROM sealed_codes
                        WHERE provider_id = :provider AND key_id = :key AND first_sequence <= :to AND last_sequence >= :from
                        ORDER BY first_sequence
                        """)
                .bind("provider", tx.provider())
                .bind("key", key)
                .bind("from", from)
                .bind("to", to)
                .map(
                        (row, context) ->
                                new RunKey.Block(
                                        key,
                                        row.getInt("first_sequence"),
                                        row.getInt("last_sequence")))
                .list();
    }

    byte[] sealed(RunKey.Block block) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sealed FROM sealed_codes
                        WHERE provider_id = :provider AND key_id = :key AND first_sequence = :first
                        """)
                .bind("provider", tx.provider())
                .bind("key", block.run())
                .bind("first", block.from())
                .mapTo(byte[].class)
                .one();
    }

    /** Deletes all codes of a run, those of its reprints too. */
    void delete(UUID run) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM sealed_codes WHERE provider_id = :provider AND run_id = :run")
                .bind("provider", tx.provider())
                .bind("run", run)
                .execute();
    }
}

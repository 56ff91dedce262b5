package io.counterfoil.platform;

import io.counterfoil.codes.ServerKey;
import java.security.MessageDigest;

/**
 * Makes sure that the server's key file is the one that the database was written with: any other
 * finds no code.
 */
public final class KeyCheck {
    private static final Caller START = new Caller(Scope.system(), Actor.job("start"));

    private final Transactions transactions;

    /** Keeps the proof through {@code transactions}. */
    public KeyCheck(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Notes a proof of the key on the very first start, and compares from then on.
     *
     * @throws InstallationException if the database was written with another key
     */
    public void verify(ServerKey key) {
        byte[] proof = key.digest(ServerKey.Purpose.FINGERPRINT).of("installation");
        byte[] noted =
                transactions.write(
                        START,
                        tx -> {
                            tx.handle()
                                    .createUpdate(
                                            "INSERT INTO installation (key_check) VALUES (:proof)"
                                                    + " ON CONFLICT DO NOTHING")
                                    .bind("proof", proof)
                                    .execute();
                            return tx.handle()
                                    .createQuery("SELECT key_check FROM installation")
                                    .mapTo(byte[].class)
                                    .one();
                        });
        if (!MessageDigest.isEqual(proof, noted)) {
            throw new InstallationException(
                    "keys/server.key in the data folder is not the key that this database was"
                        + " written with. Restore the file from a backup: without it no unredeemed"
                        + " code can be found again.");
        }
    }
}

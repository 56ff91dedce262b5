package io.counterfoil.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.Seal;
import io.counterfoil.codes.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers to writes that carried an Idempotency-Key, for 24 hours. They may hold secrets shown
 * once, so they are sealed under a key derived from the server's and the Idempotency-Key, of which
 * only a digest is stored.
 */
public final class StoredAnswers {
    /** How long a repeated write gets the first one's answer. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final ServerKey serverKey;
    private final KeyedDigest keyDigest;
    private final ObjectMapper json;
    private final SecureRandom random;

    /** Answers written as {@code json} and sealed under {@code serverKey}. */
    public StoredAnswers(ServerKey serverKey, ObjectMapper json, SecureRandom random) {
        this.serverKey = serverKey;
        this.keyDigest = serverKey.digest(ServerKey.Purpose.FINGERPRINT);
        this.json = json;
        this.random = random;
    }

    /** Forgets what is older than {@link #KEPT}. */
    public void forgetOld(Tx tx) {
        tx.handle()
                .createUpdate("DELETE FROM stored_answer WHERE created_at < :before")
                .bind("before", tx.now().minus(KEPT))
                .execute();
    }

    <T> T once(Tx tx, WriteKey key, Class<T> answerType, Function<Tx, T> work) {
        byte[] digest = keyDigest.of(key.key());
        Repository repository = new Repository(tx, digest);
        // A second call with the key waits here until the first one has committed or rolled back.
        if (!repository.claim(key.fingerprint())) {
            return find(tx, key, answerType).orElseThrow();
        }
        T answer = work.apply(tx);
        repository.keep(seal(key).seal(write(answer), digest, random));
        return answer;
    }

    <T> Optional<T> find(Tx tx, WriteKey key, Class<T> answerType) {
        byte[] digest = keyDigest.of(key.key());
        return new Repository(tx, digest)
                .find()
                .map(
                        row -> {
                            if (!MessageDigest.isEqual(row.fingerprint(), key.fingerprint())) {
                                throw new Refused(
                                        ProblemType.KEY_REUSED,
                                        "This Idempotency-Key came with another request before."
                                                + " Send a new key with a new request.");
                            }
                            return read(seal(key).open(row.answer(), digest), answerType);
                        });
    }

    private Seal seal(WriteKey key) {
        return serverKey.seal(
                ServerKey.Purpose.ANSWER_SEALING, key.key().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] write(Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(byte[] answer, Class<T> type) {
        try {
            return json.readValue(answer, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(byte[] fingerprint, byte[] answer) {}

    private record Repository(Tx tx, byte[] digest) {

        boolean claim(byte[] fingerprint) {
            return tx.handle()
                            .createUpdate(
                                    """
                                    INSERT INTO stored_answer (provider_id, caller, key_digest, fingerprint, created_at)
                                    VALUES (:provider, :caller, :digest, :fingerprint, :now)
                                    ON CONFLICT DO NOTHING
                                    """)
                            .bind("provider", tx.provider())
                            .bind("caller", tx.caller().actor().name())
                            .bind("digest", digest)
                            .bind("fingerprint", fingerprint)
                            .bind("now", tx.now())
                            .execute()
                    == 1;
        }

        Optional<Row> find() {
            return tx.handle()
                    .createQuery(
                            """
                            SELECT fingerprint, answer FROM stored_answer
                            WHERE provider_id = :provider AND caller = :caller AND key_digest = :digest
                            """)
                    .bind("provider", tx.provider())
                    .bind("caller", tx.caller().actor().name())
                    .bind("digest", digest)
                    .map(
                            (row, context) ->
                                    new Row(row.getBytes("fingerprint"), row.getBytes("answer")))
                    .findOne();
        }

        void keep(byte[] sealed) {
            tx.handle()
                    .createUpdate(
                            """
                            UPDATE stored_answer SET answer = :answer
                            WHERE provider_id = :provider AND caller = :caller AND key_digest = :digest
                            """)
                    .bind("provider", tx.provider())
                    .bind("caller", tx.caller().actor().name())
                    .bind("digest", digest)
                    .bind("answer", sealed)
                    .execute();
        }
    }
}

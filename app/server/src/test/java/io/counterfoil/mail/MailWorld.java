package io.counterfoil.mail;

import io.counterfoil.TestWorld;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A world whose mail goes to a server of the test, with the outbox in view. */
final class MailWorld implements AutoCloseable {
    static final String FROM = "no-reply@harbour.example";

    private static final Message TO_ANNA =
            Message.of(MailKind.TEST, "Anna", "anna@example.com", Map.of());

    private final TestWorld world;

    /** A world whose mail server listens on that port of this machine and encrypts nothing. */
    MailWorld(int port) {
        this(settings(port));
    }

    /** A world with these settings of mail; jobs run at once. */
    MailWorld(Map<String, ?> settings) {
        world = new TestWorld(settings);
        world.startJobs();
    }

    /** Settings with time-outs that no server of a test reaches by being slow, to be changed. */
    static Map<String, Object> settings(int port) {
        return new HashMap<>(
                Map.of(
                        "host", "127.0.0.1",
                        "port", port,
                        "tls", "none",
                        "from", FROM,
                        "connectTimeout", "30s",
                        "readTimeout", "30s"));
    }

    TestWorld world() {
        return world;
    }

    /** Posts a message without a secret to Anna. */
    UUID post() {
        return post(TO_ANNA);
    }

    UUID post(Message message) {
        return world.wiring()
                .transactions()
                .write(world.caller(), tx -> post(tx, message));
    }

    /** The same as part of {@code tx}. */
    UUID post(Tx tx) {
        return post(tx, TO_ANNA);
    }

    private UUID post(Tx tx, Message message) {
        return world.wiring().mail().mail().post(tx, message);
    }

    OutboxMessage message(UUID id) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> new OutboxRepository(tx).find(id).orElseThrow());
    }

    /** How many messages wait. */
    int waiting() {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> world.wiring().mail().mail().waiting(tx));
    }

    /** Waits until a message is in that state. */
    OutboxMessage await(UUID id, MailState state) {
        return await(id, "the message is " + state, message -> message.state() == state);
    }

    /** Waits until a message was tried so often and waits for the next time. */
    OutboxMessage awaitAttempts(UUID id, int attempts) {
        return await(id, "attempt " + attempts, message -> message.attempts() == attempts);
    }

    /** Time goes on meanwhile, since what is tried again waits for it. */
    private OutboxMessage await(UUID id, String what, Predicate<OutboxMessage> wanted) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMillis(100));
                            return wanted.test(message(id));
                        });
        return message(id);
    }

    /** Lets the moment come at which a message is tried next. */
    void forwardToNext(UUID id) {
        world.clock().set(Objects.requireNonNull(message(id).dueAt()));
    }

    /** What the service does every hour. */
    void forgetOld() {
        world.wiring()
                .transactions()
                .write(
                        new Caller(Scope.system(), Actor.job("test")),
                        tx -> {
                            world.wiring().mail().mail().forgetOld(tx);
                            return tx.now();
                        });
    }

    @Override
    public void close() {
        world.close();
    }
}

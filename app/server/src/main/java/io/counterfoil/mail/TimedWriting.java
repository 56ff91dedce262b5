package io.counterfoil.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Writes with templates of which nobody knows whether they come to an end. After some seconds they are
 * given up, and for a while whoever needs what they were to write is told so at once.
 */
final class TimedWriting {
    /** A text takes a few thousandths of this. */
    private static final Duration MOST = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, GivenUp> givenUp = new ConcurrentHashMap<>();

    /** What did not come to an end in time; one that never looks up still goes on. */
    private record GivenUp(Thread writer, Instant at) {}

    TimedWriting(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Does the work.
     *
     * @param name what is written
     * @throws IllegalStateException if it takes too long, or did lately
     * @throws RuntimeException what the work throws
     */
    <T> T write(String name, Supplier<T> work) {
        GivenUp last = givenUp.get(name);
        if (last != null) {
            if (last.writer().isAlive() || clock.instant().isBefore(last.at().plus(PAUSE))) {
                throw endless(name);
            }
            givenUp.remove(name, last);
        }
        FutureTask<T> text = new FutureTask<>(work::get);
        Thread writer = Thread.ofPlatform().daemon().name("own mail template").start(text);
        try {
            return text.get(MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            writer.interrupt();
            givenUp.put(name, new GivenUp(writer, clock.instant()));
            throw endless(name);
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits for " + name + " any more", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(name + " can't be written", e.getCause());
        }
    }

    /** How many are given up. */
    int givenUp() {
        return givenUp.size();
    }

    private static IllegalStateException endless(String name) {
        return new IllegalStateException(
                "the template %s takes more than %d seconds, or does not come to an end"
                        .formatted(name, MOST.toSeconds()),
                new TimeoutException());
    }
}

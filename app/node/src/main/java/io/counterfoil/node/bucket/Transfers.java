package io.counterfoil.node.bucket;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many bodies may be on their way at a time. They may take as long as a client's line does, so
 * there are some connections more for all that takes moments: accounts, deletions, listings.
 */
final class Transfers {
    /** Smaller bodies are whole before they are sent, or are read at once. */
    private static final int LARGE = 64 << 10;

    /** For so many bodies there is one connection more. */
    private static final int OF_ONE_MORE = 10;

    private final Semaphore places;
    private final Duration patience;

    /**
     * @param most that are on their way at a time
     * @param patience how long to wait for a place
     */
    Transfers(int most, Duration patience) {
        this.places = new Semaphore(most, true);
        this.patience = patience;
    }

    /** How many connections there have to be, for so many bodies and for the rest. */
    static int connections(int most) {
        return most + Math.max(1, most / OF_ONE_MORE);
    }

    /** A place, to be given back once; again changes nothing. */
    final class Place implements AutoCloseable {
        private final AtomicBoolean held;

        private Place(boolean held) {
            this.held = new AtomicBoolean(held);
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                places.release();
            }
        }
    }

    /**
     * Takes a place for a body of so many bytes.
     *
     * @param what what is done with it, for people
     * @throws BucketException when none was free for too long
     */
    Place take(long bytes, String what) throws BucketException {
        if (bytes <= LARGE) {
            return new Place(false);
        }
        try {
            if (places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Place(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw BucketException.crowded(what);
    }
}

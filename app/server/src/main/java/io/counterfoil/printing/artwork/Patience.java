package io.counterfoil.printing.artwork;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** How long somebody waits for a drawing; it begins when this is made. */
final class Patience {
    /** For the look at what somebody brings, while he waits. */
    private static final Duration OF_A_TRIAL = Duration.ofSeconds(20);

    private final String name;
    private final Duration most;
    private final long start = System.nanoTime();

    /**
     * Begins to wait.
     *
     * @param name what is drawn, for the message
     */
    Patience(String name, Duration most) {
        this.name = name;
        this.most = most;
    }

    static Patience forTrial(String artwork) {
        return new Patience("The artwork " + artwork, OF_A_TRIAL);
    }

    /**
     * Goes on while there is time; asked between any two steps.
     *
     * @throws TemplateException if it has taken too long
     * @throws UncheckedIOException if the thread was interrupted
     */
    void require() {
        if (Thread.currentThread().isInterrupted()) {
            throw new UncheckedIOException(
                    new InterruptedIOException("The drawing was interrupted."));
        }
        if (System.nanoTime() - start > most.toNanos()) {
            throw new TemplateException(
                    "%s takes more than %d seconds to draw; please simplify it."
                            .formatted(name, most.toSeconds()));
        }
    }
}

package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** How long somebody waits for a drawing; it begins when this is made. */
final class Patience {
    /** For the look at what somebody brings, while he waits. */
    private static final Duration OF_A_TRIAL = Duration.ofSeconds(20);

    private final Text name;
    private final Duration most;
    private final long start = System.nanoTime();

    /**
     * Begins to wait.
     *
     * @param name what is drawn, for the message
     */
    Patience(Text name, Duration most) {
        this.name = name;
        this.most = most;
    }

    static Patience forTrial(String artwork) {
        return new Patience(Text.of("The artwork {text}", "text", artwork), OF_A_TRIAL);
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
                    Text.of(
                            "{thing} takes more than {seconds} seconds to draw; please simplify it.",
                            "thing",
                            name,
                            "seconds",
                            most.toSeconds()));
        }
    }
}

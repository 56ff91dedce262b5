package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reading a sample back took too long. That says nothing of the file: how long it takes depends on
 * what else the server has to do, so it can be tried again. The message is for people.
 */
public final class ReadBackLateException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** It took longer than {@code most}. */
    public ReadBackLateException(Duration most, @Nullable Throwable cause) {
        super(
                Text.of(
                                "Reading a sample of it back took more than {minutes} minutes."
                                        + " Perhaps the server has too much else to do.",
                                "minutes",
                                most.toMinutes())
                        .toString(),
                cause);
    }
}

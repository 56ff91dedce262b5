package io.counterfoil.web;

import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Spool;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room in memory for forms with files, from when they have arrived until they are answered:
 * unpacking one takes several times its size. Small ones take little of it; whoever sends slowly
 * takes none.
 */
@Priority(UnpackedForms.BEFORE_ALL_OTHERS)
public final class UnpackedForms implements ContainerResponseFilter {
    /** Filters of answers go downwards: a page that can't be rendered gives its room back too. */
    static final int BEFORE_ALL_OTHERS = Priorities.USER + 1_000;

    /** So many of the largest forms at a time. */
    private static final int LARGEST_AT_ONCE = 4;

    /** Others take a second or two. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PROPERTY = "counterfoil.room-of-form";
    private static final int BYTES_OF_ONE = 1 << 10;

    private final Semaphore room =
            new Semaphore(LARGEST_AT_ONCE * permits(RequestBody.LIMIT), true);
    private final Duration patience;

    /** Room for four of the largest. */
    public UnpackedForms() {
        this(PATIENCE);
    }

    UnpackedForms(Duration patience) {
        this.patience = patience;
    }

    /**
     * The bytes of a form, once all of it has arrived and there is room for it.
     *
     * @throws Refused if there is none for too long
     */
    byte[] read(ContainerRequestContext request, InputStream arriving) {
        try (Spool arrived = Spool.of(arriving)) {
            int permits = permits(arrived.size());
            if (!acquired(permits)) {
                throw Refused.tooMany(
                        patience,
                        "Many files are being read just now. Send the form again in a few"
                                + " seconds.");
            }
            request.setProperty(PROPERTY, permits);
            return arrived.content();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(PROPERTY) instanceof Integer permits) {
            request.removeProperty(PROPERTY);
            room.release(permits);
        }
    }

    private boolean acquired(int permits) {
        try {
            return room.tryAcquire(permits, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int permits(long bytes) {
        return Math.toIntExact(bytes / BYTES_OF_ONE + 1);
    }
}

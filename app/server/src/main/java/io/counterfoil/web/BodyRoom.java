package io.counterfoil.web;

import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Spool;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room in memory for large bodies, from when they have arrived until they are answered; what is read
 * out of one lives as long. Small ones need none, and whoever sends slowly takes none.
 */
@Priority(BodyRoom.BEFORE_ALL_OTHERS)
public final class BodyRoom implements ContainerResponseFilter {
    /** Filters of answers go downwards: a page that can't be rendered gives its room back too. */
    static final int BEFORE_ALL_OTHERS = Priorities.USER + 1_000;

    /** So many of the largest bodies at a time. */
    private static final int LARGEST_AT_ONCE = 16;

    /** Unpacking a form with files takes several times its size. */
    private static final int UNPACKED = 4;

    /** A thread each may hold so much without asking. */
    private static final int SMALL = 64 << 10;

    /** Others take a second or two. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PROPERTY = "counterfoil.room-of-body";
    private static final int BYTES_OF_ONE = 1 << 10;

    private final Semaphore room =
            new Semaphore(LARGEST_AT_ONCE * permits(RequestBody.LIMIT), true);
    private final Duration patience;

    /** Room for 64 MiB: four of the largest forms with files, or sixteen other bodies. */
    public BodyRoom() {
        this(PATIENCE);
    }

    BodyRoom(Duration patience) {
        this.patience = patience;
    }

    /**
     * The bytes of a form with files, once all of it has arrived and there is room for it.
     *
     * @throws Refused if there is none for too long
     */
    byte[] packed(ContainerRequestContext request, InputStream arriving) {
        try {
            return whole(request, arriving, UNPACKED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of another body: at once if it is small, else like a form with files.
     *
     * @throws Refused if there is no room for too long
     */
    byte[] plain(ContainerRequestContext request, InputStream arriving) {
        try {
            byte[] start = arriving.readNBytes(SMALL);
            if (start.length < SMALL) {
                return start;
            }
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), arriving);
            return whole(request, all, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] whole(ContainerRequestContext request, InputStream arriving, int times)
            throws IOException {
        try (Spool arrived = Spool.of(arriving)) {
            int permits = times * permits(arrived.size());
            if (!acquired(permits)) {
                throw Refused.busy(
                        patience,
                        "Much is being read just now. Send this again in a few seconds.");
            }
            request.setProperty(PROPERTY, permits);
            return arrived.content();
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

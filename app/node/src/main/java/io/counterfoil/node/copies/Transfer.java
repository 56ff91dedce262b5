package io.counterfoil.node.copies;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Permit;
import io.counterfoil.node.content.Upload;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoreException;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object at a time on its way from another node into this one's store, as if a client sent it:
 * its hash is checked, its room reserved, and it stands whole or not at all.
 */
final class Transfer {
    private static final Logger log = LoggerFactory.getLogger(Transfer.class);

    private static final int BUFFER = 64 << 10;

    private final Source source;
    private final AccountContent content;
    private final Permit permit;
    private final byte[] buffer = new byte[BUFFER];
    private volatile @Nullable InputStream running;
    private volatile long movedAt;

    Transfer(Source source, AccountContent content, Permit permit) {
        this.source = source;
        this.content = content;
        this.permit = permit;
    }

    /** What became of an object that was to come. */
    enum Came {
        HERE,
        /** The source has it no more. */
        GONE,
        /** The source found it damaged and put it aside. */
        DAMAGED
    }

    /**
     * Fetches an object that isn't here, or not as it should be. What comes with wrong bytes, or not
     * to its end, may be damaged at the source, which is asked to look: only what it finds so there
     * itself is, and not what is changed on the way.
     *
     * @param damaged what stands here with wrong bytes, and goes once the right ones are here; null =
     *     nothing
     * @throws IOException when it may work another time
     */
    Came fetch(Location location, long size, @Nullable StoredObject damaged)
            throws IOException, InterruptedException, CopyProblem {
        try (InputStream body = source.get(location)) {
            if (body == null) {
                // Listed, and not there: perhaps only its file is.
                return location.name() != null && source.isDamaged(location)
                        ? Came.DAMAGED
                        : Came.GONE;
            }
            take(body, location, size, damaged);
            return Came.HERE;
        } catch (BrokenOff e) {
            if (isDamagedThere(location, e)) {
                log.warn("the source has wrong bytes and put aside: {}", Source.path(location));
                return Came.DAMAGED;
            }
            throw e;
        }
    }

    /** An object didn't come as it should. */
    private static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOff(Location location, String reason, @Nullable Throwable cause) {
            super("/" + Source.path(location) + ": " + reason, cause);
        }
    }

    private boolean isDamagedThere(Location location, BrokenOff problem)
            throws InterruptedException {
        try {
            return location.name() != null && source.isDamaged(location);
        } catch (IOException e) {
            problem.addSuppressed(e);
            return false;
        }
    }

    private void take(
            InputStream body, Location location, long size, @Nullable StoredObject damaged)
            throws IOException, InterruptedException, CopyProblem {
        movedAt = System.nanoTime();
        running = body;
        try {
            Refusal refusal =
                    take(Upload.replacing(content, location, damaged, permit), location, size, body);
            if (refusal != null) {
                throw refusal.equals(Refusal.WRONG_HASH)
                        ? new BrokenOff(location, refusal.reason(), null)
                        : new IOException("/" + Source.path(location) + ": " + refusal.reason());
            }
        } catch (StoreException e) {
            throw new IOException(
                    "/" + Source.path(location) + ": " + e.refusal().reason(), e);
        } finally {
            running = null;
        }
    }

    private @Nullable Refusal take(Upload begun, Location location, long size, InputStream body)
            throws IOException, InterruptedException, CopyProblem {
        try (Upload upload = begun) {
            Refusal refusal = upload.begin(size, false);
            for (long left = size; refusal == null && left > 0; ) {
                int length = read(body, (int) Math.min(left, buffer.length), location);
                movedAt = System.nanoTime();
                left -= length;
                awaitRoom(upload);
                refusal = upload.write(ByteBuffer.wrap(buffer, 0, length));
            }
            if (refusal == null && body.read() >= 0) {
                throw new IOException(
                        "/" + Source.path(location) + " is longer than it was listed.");
            }
            if (refusal == null) {
                refusal = upload.finish();
            }
            if (refusal != null && (refusal.status() == 507 || refusal.status() == 403)) {
                throw new CopyProblem("/" + Source.path(location) + ": " + refusal.reason());
            }
            return refusal;
        }
    }

    private int read(InputStream body, int most, Location location) throws BrokenOff {
        int length;
        try {
            length = body.read(buffer, 0, most);
        } catch (IOException e) {
            throw new BrokenOff(location, "the source broke off.", e);
        }
        if (length < 0) {
            throw new BrokenOff(location, "the source broke off.", null);
        }
        return length;
    }

    private static void awaitRoom(Upload upload) throws InterruptedException {
        Semaphore room = new Semaphore(0);
        while (!upload.takesNow(room::release)) {
            room.acquire();
        }
    }

    /** Ends a read from a source that has sent nothing for so long. */
    void cutIfSilent(long nanos) throws IOException {
        InputStream body = running;
        if (body != null && System.nanoTime() - movedAt > nanos) {
            body.close();
        }
    }
}

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

/**
 * One object at a time on its way from another node into this one's store, as if a client sent it:
 * its hash is checked, its room reserved, and it stands whole or not at all.
 */
final class Transfer {
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

    /**
     * Fetches an object that isn't here, or not as it should be.
     *
     * @param damaged what stands here with wrong bytes, and goes once the right ones are here; null =
     *     nothing
     * @return false when the source has it no more
     * @throws IOException when it may work another time
     */
    boolean fetch(Location location, long size, @Nullable StoredObject damaged)
            throws IOException, InterruptedException, CopyProblem {
        try (InputStream body = source.get(location)) {
            if (body == null) {
                return false;
            }
            movedAt = System.nanoTime();
            running = body;
            Refusal refusal = take(Upload.replacing(content, location, damaged, permit), location, size, body);
            if (refusal != null) {
                throw new IOException("/" + Source.path(location) + ": " + reason(refusal));
            }
            return true;
        } catch (StoreException e) {
            throw new IOException(
                    "/" + Source.path(location) + ": " + e.refusal().reason(), e);
        } finally {
            running = null;
        }
    }

    /** Nobody but the source's scrubber can tell for sure that the bytes there are wrong. */
    private static String reason(Refusal refusal) {
        return refusal.equals(Refusal.WRONG_HASH)
                ? "The SHA-256 of what the source sends isn't its name, so it is damaged there. The"
                        + " copy goes on once the source has put it aside, which its scrubber does"
                        + " within a week, if scrubRate in its node.yml isn't 0 and, where objects"
                        + " are in a bucket, is set."
                : refusal.reason();
    }

    private @Nullable Refusal take(Upload begun, Location location, long size, InputStream body)
            throws IOException, InterruptedException, CopyProblem {
        try (Upload upload = begun) {
            Refusal refusal = upload.begin(size, false);
            for (long left = size; refusal == null && left > 0; ) {
                int length = body.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (length < 0) {
                    throw new IOException("/" + Source.path(location) + ": the source broke off.");
                }
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

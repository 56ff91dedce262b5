package io.counterfoil.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Where objects lie. It knows neither quotas nor who asks, and what it holds is listed only once,
 * at the start: whoever calls it keeps an index over it.
 *
 * <p>An object is visible only whole and durable. Callers make sure that no two of them publish or
 * delete the same location at a time, and that nothing is published where an object stands. Each
 * method may throw a {@link StoreException} that says what to tell the client.
 */
public interface ObjectStore {
    /** Of a body whose sender doesn't say it. */
    long UNKNOWN_LENGTH = -1;

    /**
     * Runs what calls this store: in the caller's thread where answers come at once, else in one
     * that may wait.
     */
    Executor threads();

    /** Whether there is any room at all. */
    boolean hasRoom();

    /**
     * A place for an object that comes in, or null when there is no room for it.
     *
     * @param length its bytes, or {@link #UNKNOWN_LENGTH}
     */
    @Nullable Incoming incoming(Location location, long length) throws IOException;

    /**
     * Reads bytes of an object that has them; they stay readable when it is deleted meanwhile.
     *
     * @return null when there is none
     */
    @Nullable Outgoing read(Location location, long from, long length) throws IOException;

    /**
     * Makes sure that an object which stands survives a power cut, also one that {@link #find} found:
     * a run that was killed may have put it there and done no more.
     */
    void confirm(Location location) throws IOException;

    /** The same of all that {@link #find} found of a repository, and of the repository itself. */
    void confirmAll(UUID account, String repository) throws IOException;

    /**
     * Removes an object; a power cut may bring it back. Enough for locks, which expire, and for
     * purges, which are resumed.
     */
    void delete(Location location) throws IOException;

    /**
     * Removes an object for good. A prune that is cut off must not find an old index back whose
     * packs are gone, so each removal is durable before the next one starts.
     *
     * @param gone run once the object is out of its place, also when this fails then, as a power
     *     cut may bring it back
     */
    void deleteDurably(Location location, Runnable gone) throws IOException;

    /**
     * Takes an object out of sight and keeps it. Durable, like {@link #deleteDurably}; after a
     * failure it may be here or there, and doing it again settles that.
     */
    void keep(Deleted deleted) throws IOException;

    /**
     * Puts a kept object in its place again, durably. Where the same object stands there already,
     * only the kept one goes; that is also how a failed {@link #keep} is undone.
     *
     * @return false when none is kept any more
     */
    boolean bringBack(Deleted deleted) throws IOException;

    /** Removes a kept object for good; a power cut may bring it back, kept as before. */
    void drop(Deleted deleted) throws IOException;

    /**
     * Reads a whole object, for whoever may wait: with its bytes as they lie, however many.
     *
     * @param size what they should be
     * @return null when there is none
     */
    @Nullable InputStream scan(Location location, long size) throws IOException;

    /**
     * Moves an object whose bytes are wrong where no client sees it, for a person to look at.
     * Durable; none there is fine.
     *
     * @param damaged with the time when that was found
     */
    void quarantine(Deleted damaged) throws IOException;

    /**
     * Whether an object that stood when its {@link #quarantine} began, which failed, is as it was and
     * nothing of it is aside: false where that isn't sure.
     */
    default boolean isUntouched(Deleted damaged) {
        return false;
    }

    /** The whole of what was moved aside, like {@link #scan}. */
    @Nullable InputStream scanQuarantined(Deleted damaged) throws IOException;

    /** Removes what was moved aside, durably; none there is fine. */
    void dropQuarantined(Deleted damaged) throws IOException;

    /** Makes an empty repository. */
    void createRepository(UUID account, String prefix) throws IOException;

    /** Goes through everything that an account stores, kept objects after all others. */
    void find(UUID account, Finder finder) throws IOException;

    /** Removes what is left of an account without objects. */
    void removeRest(UUID account) throws IOException;

    /** Learns what is stored. */
    interface Finder {
        void repository(String prefix);

        void object(Location location, StoredObject object);

        /**
         * An object that was deleted and is kept. One that stands in its place, too, was being
         * brought back or replaced when the node was killed.
         */
        void deleted(Deleted deleted);

        /** An object whose bytes were wrong, with the time when that was found. */
        void damaged(Deleted damaged);

        /**
         * Something that no protocol request can have made.
         *
         * @param what its path or key
         */
        void stranger(String what);
    }

    /** An object on its way in; closing it without {@link #publish} leaves no trace. */
    interface Incoming extends AutoCloseable {
        /**
         * Makes room for so many bytes more of a body of unknown length; false when there isn't.
         */
        boolean makeRoom(long bytes);

        /**
         * Whether bytes may be written now.
         *
         * @param later run when they may, if not
         */
        boolean takesNow(Runnable later);

        /** Takes bytes for which there is room; the buffer is free again afterwards. */
        void write(ByteBuffer bytes) throws IOException;

        /**
         * Puts the object in its place; when this returns, it survives a power cut.
         *
         * @return since when it is stored, as {@link ObjectStore#find} tells it; {@code now}, or a
         *     moment before
         */
        Instant publish(Instant now) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Bytes on their way out. */
    sealed interface Outgoing {
        /** All of them. */
        record AtOnce(ByteBuffer bytes) implements Outgoing {}

        /** One after the other, as the client takes them. */
        record Streamed(Content.Source source) implements Outgoing {}
    }
}

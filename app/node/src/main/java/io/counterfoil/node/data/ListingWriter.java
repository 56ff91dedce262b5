package io.counterfoil.node.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.StoredObject;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Writes a listing piece by piece, as the client takes it, so that one of a million objects needs
 * no more memory than one of a few. What comes or goes meanwhile may be in it or not; all others
 * are.
 */
final class ListingWriter extends IteratingCallback {
    private static final int PIECE = 64 << 10;

    /** More than an entry with the longest size and its separator. */
    private static final int ENTRY = 128;

    private static final byte[] NAME = "{\"name\":\"".getBytes(US_ASCII);
    private static final byte[] SIZE = "\",\"size\":".getBytes(US_ASCII);

    private final Iterator<Map.Entry<ObjectName, StoredObject>> objects;
    private final boolean withSizes;
    private final Content.Sink sink;
    private final Callback callback;
    private final ByteBuffer piece;
    private byte separator = '[';
    private boolean ended;

    /**
     * @param withSizes as version 2 of the protocol has it
     */
    ListingWriter(
            Map<ObjectName, StoredObject> all,
            boolean withSizes,
            Content.Sink sink,
            Callback callback) {
        this.objects = all.entrySet().iterator();
        this.withSizes = withSizes;
        this.sink = sink;
        this.callback = callback;
        this.piece = ByteBuffer.allocate((int) Math.min(PIECE, (all.size() + 1L) * ENTRY));
    }

    @Override
    protected Action process() {
        if (ended) {
            return Action.SUCCEEDED;
        }
        piece.clear();
        while (objects.hasNext() && piece.remaining() >= 2 * ENTRY) {
            put(objects.next());
        }
        if (!objects.hasNext()) {
            if (separator == '[') {
                piece.put((byte) '[');
            }
            piece.put((byte) ']');
            ended = true;
        }
        sink.write(ended, piece.flip(), this);
        return Action.SCHEDULED;
    }

    private void put(Map.Entry<ObjectName, StoredObject> object) {
        piece.put(separator);
        separator = ',';
        if (withSizes) {
            piece.put(NAME);
            object.getKey().put(piece);
            piece.put(SIZE);
            piece.put(Long.toString(object.getValue().size()).getBytes(US_ASCII));
            piece.put((byte) '}');
        } else {
            piece.put((byte) '"');
            object.getKey().put(piece);
            piece.put((byte) '"');
        }
    }

    @Override
    protected void onCompleteSuccess() {
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        callback.failed(cause);
    }
}

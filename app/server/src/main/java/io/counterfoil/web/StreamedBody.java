package io.counterfoil.web;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is read while it arrives, up to a limit; only as much as is read is in memory. */
final class StreamedBody extends FilterInputStream {
    private final long limit;
    private final Refused tooLarge;
    private long length;

    /** Refuses as {@code tooLarge} once there are more than {@code limit} bytes. */
    StreamedBody(InputStream in, long limit, Refused tooLarge) {
        super(in);
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        int read = some(bytes, offset, count);
        length += Math.max(read, 0);
        if (length > limit) {
            skipRest();
            throw tooLarge;
        }
        return read;
    }

    private void skipRest() {
        try {
            RequestBody.skip(in);
        } catch (IOException brokenOff) {
            throw RequestBody.brokenOff();
        }
    }

    private int some(byte[] bytes, int offset, int count) {
        try {
            return in.read(bytes, offset, count);
        } catch (IOException brokenOff) {
            throw RequestBody.brokenOff();
        }
    }
}

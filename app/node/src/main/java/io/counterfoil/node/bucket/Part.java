package io.counterfoil.node.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A part of an object; closed before its end, it hangs up rather than read the rest. */
final class Part extends InputStream {
    private final ResponseInputStream<GetObjectResponse> in;
    private final Allowance allowance;
    private final Transfers.Place place;
    private long left;

    Part(
            ResponseInputStream<GetObjectResponse> in,
            Allowance allowance,
            Transfers.Place place) {
        this.in = in;
        this.place = place;
        // More than was asked for where the store passes over the range; unknown is endless.
        Long sent = in.response().contentLength();
        this.left = sent == null ? Long.MAX_VALUE : sent;
        this.allowance = allowance;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        allowance.run(System.nanoTime());
        int count = in.read(bytes, from, length);
        allowance.rest(System.nanoTime(), Math.max(0, count));
        left -= Math.max(0, count);
        if (left > 0 && allowance.isOver(System.nanoTime())) {
            throw new SocketTimeoutException("the store sends too slowly");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        try (place) {
            if (left > 0) {
                in.abort();
            }
            in.close();
        }
    }
}

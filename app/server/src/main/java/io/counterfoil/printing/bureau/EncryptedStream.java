package io.counterfoil.printing.bureau;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Content inside an encrypted message: closing it ends the content, then the message. */
final class EncryptedStream extends FilterOutputStream {
    private final OutputStream message;

    EncryptedStream(OutputStream content, OutputStream message) {
        super(content);
        this.message = message;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.close();
        message.close();
    }
}

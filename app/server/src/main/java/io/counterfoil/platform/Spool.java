package io.counterfoil.platform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What arrives as slowly as its sender likes, kept in a file until there is room for it in memory.
 * Nobody else may read that file, and it is gone when this is closed; on Unix it has no name from
 * the beginning, so that nothing is left of it if the process is killed either.
 */
public final class Spool implements Closeable {
    private final FileChannel file;

    private Spool(FileChannel file) {
        this.file = file;
    }

    /**
     * Waits until all of {@code in} is there.
     *
     * @throws IOException if it can't be read, or there is no place to keep it
     */
    public static Spool of(InputStream in) throws IOException {
        Path name = Files.createTempFile("counterfoil-", ".part");
        Spool spool =
                new Spool(
                        FileChannel.open(
                                name,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE));
        boolean whole = false;
        try {
            in.transferTo(Channels.newOutputStream(spool.file));
            whole = true;
            return spool;
        } finally {
            if (!whole) {
                spool.close();
            }
        }
    }

    /** How many bytes arrived. */
    public long size() throws IOException {
        return file.size();
    }

    /** All of them. */
    public byte[] content() throws IOException {
        return Channels.newInputStream(file.position(0)).readAllBytes();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package io.counterfoil.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read (mode 0600), written whole or not at all and durably. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Writes or replaces {@code file}. */
    public static void write(Path file, byte[] content) throws IOException {
        Files.move(temporary(file, content), file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file);
    }

    /**
     * Writes {@code file} unless it exists: of several writers at once exactly one succeeds.
     *
     * @return whether this call wrote it
     */
    public static boolean writeNew(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file, content);
        try {
            // Unlike a move, a link never replaces what is there.
            Files.createLink(file, temporary);
            syncFolder(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(temporary);
        }
    }

    private static Path temporary(Path file, byte[] content) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path folder = file.toAbsolutePath().getParent();
        Path temporary =
                Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        return temporary;
    }

    /** Makes what was done to the entries of the folder around {@code file} durable. */
    public static void syncFolder(Path file) throws IOException {
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}

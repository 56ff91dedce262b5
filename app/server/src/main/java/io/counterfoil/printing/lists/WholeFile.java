package io.counterfoil.printing.lists;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that is there whole or not at all, for its owner alone because it may hold codes. */
public final class WholeFile {
    private static final int BUFFER = 1 << 16;
    private static final List<Path> DEVICES = List.of(Path.of("/dev"), Path.of("/proc"));

    private WholeFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything and leaves {@code out} open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Whether what is written there stays as a file of its own; devices hand it on, and so do
     * {@code /dev/stdout} and its like, which are links, wherever they lead.
     */
    public static boolean isFile(Path file) {
        Path place = file.toAbsolutePath().normalize();
        boolean handsOn =
                Files.isSymbolicLink(file) && DEVICES.stream().anyMatch(place::startsWith);
        return !handsOn && (!Files.exists(file) || Files.isRegularFile(file));
    }

    /**
     * Writes it beside its place and moves it there, and where that is a link, to where it leads;
     * devices such as {@code /dev/stdout} are written to as they are.
     *
     * @param replace whether a file that is there may go
     * @throws ListException if it can't be written; nothing is left behind then
     */
    public static void write(Path file, boolean replace, Content content) {
        requireFree(file, replace);
        try {
            if (isFile(file)) {
                Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
                writeBeside(place, replace, content);
            } else {
                // What was handed on before stays.
                fill(file, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw new ListException(
                    "%s can't be written: %s. Choose another place or make room there; nothing was kept."
                            .formatted(file, reason(e)));
        }
    }

    /**
     * Goes on if there is room for the file.
     *
     * @throws ListException if its folder is missing, or it is there already
     */
    static void requireFree(Path file, boolean replace) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw new ListException(
                    file + " is a link to where nothing is; name the file itself.");
        }
        if (folder == null || Files.isDirectory(file)) {
            throw new ListException(file + " is a folder; name a file to write.");
        }
        if (!Files.isDirectory(folder)) {
            throw new ListException("There is no folder " + folder + "; make it first.");
        }
        if (!replace && isFile(file) && Files.exists(file)) {
            throw exists(file);
        }
    }

    private static ListException exists(Path file) {
        return new ListException(
                file + " exists already. Choose another name, or add --force to replace it.");
    }

    private static void writeBeside(Path file, boolean replace, Content content)
            throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), ".counterfoil-", ".part");
        // Should somebody stop the program in the middle.
        temporary.toFile().deleteOnExit();
        try {
            fill(temporary, content, StandardOpenOption.WRITE);
            if (replace) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(temporary, file);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void fill(Path file, Content content, OpenOption... how) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(file, how), BUFFER)) {
            content.writeTo(out);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "you may not write there";
        }
        String words =
                failure instanceof FileSystemException file ? file.getReason() : null;
        return words == null ? String.valueOf(failure.getMessage()) : words;
    }
}

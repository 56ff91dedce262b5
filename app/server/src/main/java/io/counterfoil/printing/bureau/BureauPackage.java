package io.counterfoil.printing.bureau;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * All that a bureau needs for a run in one file: a zip archive, encrypted to the bureau's key.
 * Everything is made while it is sent; nothing of it is ever stored in clear, and as much memory is
 * needed for a million items as for one.
 *
 * @param name of the archive, without an ending
 * @param date that the archive and its files bear
 * @param files in the order in which they stand in it
 */
public record BureauPackage(String name, Instant date, List<Part> files) {
    private static final int BUFFER = 1 << 16;

    public BureauPackage {
        files = List.copyOf(files);
    }

    /**
     * A file of the archive.
     *
     * @param name unique within the archive
     * @param sha256 of the file as it was checked, in hexadecimal; null for one without codes that
     *     nobody keeps account of
     * @param content writes it
     */
    public record Part(String name, @Nullable String sha256, Content content) {}

    /** Writes a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything and leaves {@code out} open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The digests of the files that are kept account of, by their names. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        for (Part file : files) {
            if (file.sha256() != null) {
                digests.put(file.name(), file.sha256());
            }
        }
        return digests;
    }

    /** What it is saved as: "100001-package.zip.gpg". */
    public String fileName() {
        return name + ".zip.gpg";
    }

    /**
     * Writes the archive encrypted; the stream is left open. If it fails in the middle, what was
     * written lacks the end of the message, so that nobody takes it for the whole.
     */
    public void write(OutputStream out, BureauKey key, SecureRandom random) throws IOException {
        LocalDateTime at = LocalDateTime.ofInstant(date, ZoneOffset.UTC);
        OutputStream encrypted = key.encrypt(out, name + ".zip", date, random);
        try (ZipOutputStream archive = new ZipOutputStream(new LeftOpen(encrypted))) {
            // The volumes are compressed already.
            archive.setLevel(Deflater.NO_COMPRESSION);
            for (Part file : files) {
                ZipEntry entry = new ZipEntry(file.name());
                entry.setTimeLocal(at);
                archive.putNextEntry(entry);
                BufferedOutputStream buffered = new BufferedOutputStream(archive, BUFFER);
                file.content().writeTo(buffered);
                buffered.flush();
                archive.closeEntry();
            }
        }
        encrypted.close();
    }

    /** Lets the archive be closed whatever happens, but the message only at its end. */
    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

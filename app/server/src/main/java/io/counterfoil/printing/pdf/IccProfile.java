package io.counterfoil.printing.pdf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file has to know of an ICC profile of a CMYK press (ICC.1: header in 7.2, tags in 7.3 and
 * 9). Profiles come from outside: every length is checked before it is used.
 */
final class IccProfile {
    private static final int LARGEST_BYTES = 16 << 20;
    private static final int HEADER_BYTES = 128;
    private static final int MOST_TAGS = 100;
    private static final int TAG_BYTES = 12;
    private static final int LONGEST_DESCRIPTION = 200;

    /** PDF 1.6 may hold versions 2 and 4. */
    private static final int OLDEST_VERSION = 2;

    private static final int NEWEST_VERSION = 4;

    private final Map<String, ByteBuffer> tags;

    private IccProfile(Map<String, ByteBuffer> tags) {
        this.tags = tags;
    }

    /**
     * Reads the profile of a CMYK press.
     *
     * @throws IllegalArgumentException when it is none, with a sentence that says what it is
     */
    static IccProfile read(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            throw new IllegalArgumentException("The ICC profile is larger than 16 MiB.");
        }
        ByteBuffer profile = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES + Integer.BYTES || !signature(profile, 36).equals("acsp")) {
            throw refused("the file is no ICC profile");
        }
        if (profile.getInt(0) != bytes.length) {
            throw refused("the file is cut off or has more at its end");
        }
        int version = profile.get(8);
        if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
            throw refused("its version is " + version + ", and PDF 1.6 takes 2 and 4");
        }
        if (!signature(profile, 12).equals("prtr")) {
            throw refused("it describes no press or printer");
        }
        if (!signature(profile, 16).equals("CMYK")) {
            throw refused("its colours are \"" + signature(profile, 16).strip() + "\", not CMYK");
        }
        IccProfile read = new IccProfile(tags(profile));
        if (!read.tags.keySet().containsAll(List.of("A2B0", "B2A0"))) {
            throw refused("its tables between CMYK and colour are missing");
        }
        return read;
    }

    private static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(
                "This is no ICC profile of a CMYK press: "
                        + reason
                        + ". Please ask the bureau for the output profile of its press.");
    }

    private static Map<String, ByteBuffer> tags(ByteBuffer profile) {
        int count = profile.getInt(HEADER_BYTES);
        int start = HEADER_BYTES + Integer.BYTES;
        if (count < 0 || count > MOST_TAGS || start + count * TAG_BYTES > profile.limit()) {
            throw refused("its table of contents is broken");
        }
        Map<String, ByteBuffer> tags = new HashMap<>();
        for (int index = 0; index < count; index++) {
            int entry = start + index * TAG_BYTES;
            int offset = profile.getInt(entry + 4);
            int size = profile.getInt(entry + 8);
            if (offset < 0 || size < 8 || offset > profile.limit() - size) {
                throw refused("its table of contents is broken");
            }
            tags.put(signature(profile, entry), profile.slice(offset, size));
        }
        return tags;
    }

    private static String signature(ByteBuffer buffer, int offset) {
        byte[] four = new byte[4];
        buffer.get(offset, four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }

    /** The maker's description, where it can be read. */
    Optional<String> description() {
        ByteBuffer tag = tags.get("desc");
        if (tag == null) {
            return Optional.empty();
        }
        Optional<String> text =
                switch (signature(tag, 0)) {
                    case "desc" -> text(tag, 12, length(tag, 8) - 1, false);
                    case "mluc" -> text(tag, length(tag, 24), length(tag, 20), true);
                    default -> Optional.empty();
                };
        return text.map(IccProfile::oneLine).filter(line -> !line.isEmpty());
    }

    private static int length(ByteBuffer tag, int offset) {
        return tag.limit() < offset + Integer.BYTES ? -1 : tag.getInt(offset);
    }

    private static Optional<String> text(ByteBuffer tag, int offset, int length, boolean wide) {
        if (offset < 0 || length < 0 || offset > tag.limit() - length) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        tag.get(offset, bytes);
        return Optional.of(
                new String(
                        bytes, wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\ufffd\\s]+", " ").strip();
        return line.substring(0, Math.min(LONGEST_DESCRIPTION, line.length()));
    }
}

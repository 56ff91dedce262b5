package io.counterfoil.web;

import io.counterfoil.platform.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that was chosen in a form. It comes as a field of the form that holds its bytes in base64,
 * so that it is fingerprinted, bounded and guarded as every other field.
 */
public final class SentFile {
    /** How the field for a file's name ends. */
    public static final String NAME = ".name";

    private static final int LONGEST_NAME = 60;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private SentFile() {}

    /** The field for a file. */
    static String field(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /** The field for what people call the file in the field {@code name}. */
    public static String nameField(String name) {
        return name + NAME;
    }

    /**
     * What people call a file, fit for a sentence.
     *
     * @param sent what came in the field for its name
     * @param otherwise what it is called if it has no name
     */
    public static String name(@Nullable String sent, String otherwise) {
        String name = sent == null ? "" : sent.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "").strip();
        if (name.isEmpty()) {
            return otherwise;
        }
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /**
     * The bytes of a file.
     *
     * @param name the field that a problem is shown at
     * @param sent what came in the field for the file; null or empty if none was chosen
     * @throws Refused if this is no file from a form
     */
    public static Optional<byte[]> of(String name, @Nullable String sent) {
        if (sent == null || sent.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(sent));
        } catch (IllegalArgumentException e) {
            throw Refused.field(name, "The file did not arrive whole. Choose it again.");
        }
    }

    /**
     * What a file of text says.
     *
     * @throws Refused if it is none from a form, or no text in UTF-8
     */
    public static Optional<String> text(String name, @Nullable String sent) {
        return of(name, sent).map(content -> text(name, content));
    }

    /**
     * The same of its bytes, without the mark that some programs begin a text with.
     *
     * @throws Refused if they are no text in UTF-8
     */
    public static String text(String name, byte[] content) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refused.field(
                    name, "This file is no text in UTF-8. Choose another, or save it as UTF-8.");
        }
    }
}

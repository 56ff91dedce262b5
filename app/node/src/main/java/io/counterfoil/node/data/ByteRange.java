package io.counterfoil.node.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of an object a GET asks for. */
public sealed interface ByteRange {
    /** All of it: no range was asked for, or one that this node may ignore by the rules of HTTP. */
    record Whole() implements ByteRange {}

    /** A part that exists: answer 206. */
    record Part(long from, long length) implements ByteRange {}

    /** A part that begins behind the end: answer 416. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * What a Range header asks of an object of this size. Several ranges at once get the whole
     * object.
     */
    static ByteRange of(@Nullable String header, long size) {
        Matcher range = Form.ONE_RANGE.matcher(header == null ? "" : header.strip());
        if (!range.matches()) {
            return new Whole();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Form.number(last), size);
        }
        long from = Form.number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Form.number(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size
                ? new Unsatisfiable()
                : new Part(from, Math.min(to, size - 1) - from + 1);
    }

    private static ByteRange suffix(long length, long size) {
        long part = Math.min(length, size);
        return part == 0 ? new Unsatisfiable() : new Part(size - part, part);
    }

    /** How a range is written. */
    final class Form {
        private static final Pattern ONE_RANGE =
                // Nothing is tried again: a client may send many spaces.
                Pattern.compile(
                        "bytes=\\s*+(\\d*+)\\s*+-\\s*+(\\d*+)", Pattern.CASE_INSENSITIVE);

        private Form() {}

        /** The number, or the largest there is when it is larger still. */
        private static long number(String digits) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                return Long.MAX_VALUE;
            }
        }
    }
}

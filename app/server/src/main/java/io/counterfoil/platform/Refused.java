package io.counterfoil.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that can't be carried out as it stands; whatever its transaction did is undone.
 *
 * <p>The message is read by people: one sentence that says what to do next, without any secret.
 * Outcomes that callers must tell apart are sealed results, not this.
 */
public class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Text text;
    private final transient List<FieldProblem> fields;
    private final @Nullable Duration retryAfter;
    private final @Nullable UUID approval;

    /**
     * What is wrong with one field.
     *
     * @param field its name as the request spells it
     * @param message what to write instead, in English
     * @param text the same for pages of any language
     */
    public record FieldProblem(String field, String message, @JsonIgnore Text text) {
        /** A problem that is told in a sentence. */
        public FieldProblem(String field, String message) {
            this(field, message, Text.of(message));
        }

        /** A problem that is told in a sentence with values in it. */
        public FieldProblem(String field, Text text) {
            this(field, text.toString(), text);
        }

        /** The same problem of the field that a form has for it. */
        public FieldProblem of(String other) {
            return new FieldProblem(other, message, text);
        }
    }

    private Refused(
            ProblemType type,
            Text text,
            List<FieldProblem> fields,
            @Nullable Duration retryAfter,
            @Nullable UUID approval) {
        super(text.toString(), null, false, false);
        this.type = type;
        this.text = text;
        this.fields = fields;
        this.retryAfter = retryAfter;
        this.approval = approval;
    }

    /** A refusal of the given kind, with a sentence that says what to do next. */
    public Refused(ProblemType type, String detail) {
        this(type, Text.of(detail));
    }

    /** The same, where the sentence has values in it. */
    public Refused(ProblemType type, Text detail) {
        this(type, detail, List.of(), null, null);
    }

    /** Fields that need another look. */
    public static Refused fields(List<FieldProblem> fields) {
        return new Refused(
                ProblemType.INVALID,
                Text.of("Please correct the fields named here and send the request again."),
                List.copyOf(fields),
                null,
                null);
    }

    /** One field that needs another look. */
    public static Refused field(String field, String message) {
        return fields(List.of(new FieldProblem(field, message)));
    }

    /** The same, where the sentence has values in it. */
    public static Refused field(String field, Text message) {
        return fields(List.of(new FieldProblem(field, message)));
    }

    /** Something that does not exist for this caller, whether it exists for another or not. */
    public static Refused notFound(String what) {
        return new Refused(
                ProblemType.NOT_FOUND,
                Text.of(
                        "There is no such {thing}. Check the address or the id.",
                        "thing",
                        Text.of(what)));
    }

    /** Too many attempts of this caller, who may try again after the given time. */
    public static Refused tooMany(Duration retryAfter, String detail) {
        return tooMany(retryAfter, Text.of(detail));
    }

    /** The same, where the sentence has values in it. */
    public static Refused tooMany(Duration retryAfter, Text detail) {
        return new Refused(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), retryAfter, null);
    }

    /** This server has no room for it; the caller, who did nothing wrong, may try again after the time. */
    public static Refused busy(Duration retryAfter, String detail) {
        return new Refused(
                ProblemType.UNAVAILABLE, Text.of(detail), List.of(), retryAfter, null);
    }

    /** Something that a second person must agree to first, in the approval with this id. */
    public static Refused needsApproval(UUID approval, Text detail) {
        return new Refused(ProblemType.NEEDS_APPROVAL, detail, List.of(), null, approval);
    }

    /** The kind of problem. */
    public ProblemType type() {
        return type;
    }

    /** The sentence for the reader, in English. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The same for pages of any language. */
    public Text text() {
        return text;
    }

    /** The fields that are wrong; empty if none is. */
    public List<FieldProblem> fields() {
        return fields;
    }

    /** The approval that it waits for, or null. */
    public @Nullable UUID approval() {
        return approval;
    }

    /** How long to wait before trying again, or null. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

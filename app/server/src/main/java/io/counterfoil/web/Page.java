package io.counterfoil.web;

import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A page to render: which template, with what in it.
 *
 * @param template its name under {@code templates/pages}, without ending
 * @param status the HTTP status
 * @param model what the template may use, besides {@code shell}
 */
public record Page(String template, int status, Map<String, Object> model) {
    /** What {@link #about} says, in the model. */
    public static final String ABOUT = "about";

    /** A page that answers a request that went well. */
    public static Page of(String template) {
        return new Page(template, 200, new HashMap<>());
    }

    /**
     * The same page with one more value; null leaves it out, so that the template can say {@code
     * ??}.
     */
    public Page with(String name, @Nullable Object value) {
        Map<String, Object> more = new HashMap<>(model);
        if (value != null) {
            more.put(name, value);
        }
        return new Page(template, status, more);
    }

    /**
     * The same page, which is about one thing as the audit log names it: {@code kind} and id. Below it
     * stands who changed what about the thing.
     */
    public Page about(String kind, UUID id) {
        return with(ABOUT, kind + ":" + id);
    }

    /**
     * The same page, shown again because its form was refused: {@code problem} is the sentence,
     * {@code errors} what is wrong with which field.
     */
    public Page refused(Refused refused) {
        return refused(refused, UnaryOperator.identity());
    }

    /** The same, where {@code ofForm} makes what the form says of what the API says of a field. */
    public Page refused(Refused refused, UnaryOperator<Refused.FieldProblem> ofForm) {
        return with("problem", sentence(refused))
                .with("errors", refused.fields().stream().map(ofForm).toList())
                .status(refused.type().status());
    }

    /** The same page with another status. */
    public Page status(int other) {
        return new Page(template, other, model);
    }

    // The other sentence is for programs, which send requests.
    private static Text sentence(Refused refused) {
        return switch (refused.fields().size()) {
            case 0 -> refused.text();
            case 1 -> Text.of("Please look at the field marked below.");
            default -> Text.of("Please look at the fields marked below.");
        };
    }
}

package io.counterfoil.web;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people type them into forms. Programs send numbers in one way only; this is not for
 * them.
 */
public final class TypedNumbers {
    // An apostrophe or a space, also one that does not break; or a comma or a point, twice at least:
    // for some 1.000 is a thousand, and for others it is one.
    private static final Pattern GROUPED =
            Pattern.compile(
                    "[0-9]{1,3}(?:([' \\u00a0\\u2009\\u202f\\u2019])[0-9]{3}(?:\\1[0-9]{3})*"
                            + "|([,.])[0-9]{3}(?:\\2[0-9]{3})+)");
    private static final Pattern MAYBE_THOUSAND = Pattern.compile("[0-9]{1,3}[,.][0-9]{3}");
    private static final String PLAIN =
            "Write the number without separators for thousands, such as 1000.";
    // Not 1,000, which some mean as a thousand.
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("-?(?:[0-9]+,[0-9]{1,2}|0,[0-9]+)");

    private TypedNumbers() {}

    /**
     * A whole number such as 1000, 1 000 or 1,000,000; null for anything else, also for 1,000 and
     * 1.000, which only some mean as a thousand.
     */
    public static @Nullable Integer whole(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        String number = typed.strip();
        try {
            return Integer.valueOf(
                    GROUPED.matcher(number).matches()
                            ? number.replaceAll("[^0-9]", "")
                            : number);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /** The same where there has to be one: null is noted as a problem of the field. */
    public static @Nullable Integer whole(Fields fields, String field, @Nullable String typed) {
        Integer number = whole(typed);
        if (number == null) {
            fields.problem(field, problem(typed, "Please write a whole number."));
        }
        return number;
    }

    /** One from {@code min} to {@code max}; what is none is noted as a problem of the field. */
    public static int number(
            Fields fields, String field, @Nullable String typed, int min, int max) {
        if (maybeThousand(typed)) {
            fields.problem(field, PLAIN);
            return min;
        }
        return fields.number(field, whole(typed), min, max);
    }

    /** What to say of a text that is no whole number: of what may be a thousand, how to write it. */
    public static String problem(@Nullable String typed, String otherwise) {
        return maybeThousand(typed) ? PLAIN : otherwise;
    }

    /** The same of a problem that the use case found, if it is that of {@code field}. */
    public static Refused.FieldProblem whole(
            Refused.FieldProblem problem, String field, @Nullable String typed) {
        return problem.field().equals(field) && maybeThousand(typed)
                ? new Refused.FieldProblem(field, PLAIN)
                : problem;
    }

    private static boolean maybeThousand(@Nullable String typed) {
        return typed != null && MAYBE_THOUSAND.matcher(typed.strip()).matches();
    }

    /**
     * The same number with a point, if it was typed with a decimal comma such as 9,99. What may be a
     * thousand, such as 1,000, stays as it is, which is no number for a program.
     */
    public static @Nullable String withPoint(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        String number = typed.strip();
        return DECIMAL_COMMA.matcher(number).matches() ? number.replace(',', '.') : number;
    }

    /**
     * What is wrong with an amount, for a form: the currency stands there already, and nobody types
     * JSON into it.
     */
    public static Refused.FieldProblem amount(Refused.FieldProblem problem, Currency currency) {
        return problem.message().contains("{")
                ? new Refused.FieldProblem(problem.field(), Money.spelling(currency))
                : problem;
    }
}

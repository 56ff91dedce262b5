package io.counterfoil.platform;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.array.SqlArrayType;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Text on its way to the database, which keeps every character but one: whoever sends that, in
 * whichever field, is told so before the database fails.
 */
final class KeptText extends AbstractArgumentFactory<String> {
    private static final char NUL = '\0';

    KeptText() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
        String kept = checked(value);
        return (position, statement, context) -> statement.setString(position, kept);
    }

    /** The same for lists of texts. */
    static final class InArrays implements SqlArrayType<String> {
        @Override
        public String getTypeName() {
            return "varchar";
        }

        @Override
        public @Nullable Object convertArrayElement(@Nullable String element) {
            return element == null ? null : checked(element);
        }
    }

    private static String checked(String value) {
        if (value.indexOf(NUL) >= 0) {
            throw new Refused(
                    ProblemType.INVALID,
                    "A text has a character that can't be kept, the one with the number 0. Please"
                            + " remove it and send the request again.");
        }
        return value;
    }
}

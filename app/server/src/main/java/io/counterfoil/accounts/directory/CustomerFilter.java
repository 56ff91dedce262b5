package io.counterfoil.accounts.directory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import org.jspecify.annotations.Nullable;

/**
 * Which customers are asked for.
 *
 * @param beginning of a name, an e-mail address or a username; null = all
 * @param serial a serial number that one of their accounts was opened or extended with; null = all
 * @param state in which one of their parent accounts is; null = all
 */
record CustomerFilter(
        @Nullable String beginning, @Nullable SerialNumber serial, @Nullable String state) {
    private static final int LONGEST = 254;

    /**
     * Reads what somebody typed: a whole serial number, or the beginning of something else.
     *
     * @throws io.counterfoil.platform.Refused if a parameter is wrong
     */
    static CustomerFilter of(@Nullable String search, @Nullable String state) {
        Fields fields = new Fields();
        String typed =
                search == null || search.isBlank() ? null : fields.text("search", search, LONGEST);
        String checked = state(fields, state);
        fields.done();
        if (typed == null) {
            return new CustomerFilter(null, null, checked);
        }
        return switch (SerialNumber.parse(typed)) {
            case SerialNumber.Parsed.Valid(SerialNumber serial) ->
                    new CustomerFilter(null, serial, checked);
            case SerialNumber.Parsed.Invalid invalid -> new CustomerFilter(typed, null, checked);
        };
    }

    /** One of the states, or null for all of them. */
    static @Nullable String state(Fields fields, @Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            return null;
        }
        if (!Directory.STATES.contains(typed)) {
            fields.problem(
                    "state",
                    Text.of("One of {names}.", "names", String.join(", ", Directory.STATES)));
        }
        return typed;
    }
}

package io.counterfoil.console;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.TypedNumbers;
import org.jspecify.annotations.Nullable;

/** Terms as forms ask for them: a number, and whether it is of days, months or years. */
final class TypedPeriod {
    /** What is counted, with as many of it as the longest term has. */
    enum Unit {
        DAYS(3652),
        MONTHS(120),
        YEARS(10);

        final int most;

        Unit(int most) {
            this.most = most;
        }
    }

    private TypedPeriod() {}

    /**
     * The period as programs write it, such as P14D; null if no number was typed.
     *
     * @param field the name of the number's field in the form; that of the unit is called so, too,
     *     with "_unit" behind it
     * @throws Refused if it is no whole number, or not one of any term
     */
    static @Nullable String of(String field, @Nullable String number, @Nullable String unit) {
        if (number == null || number.isBlank()) {
            return null;
        }
        Fields fields = new Fields();
        Unit counted = fields.oneOf(field + "_unit", unit, Unit.class);
        int count = TypedNumbers.number(fields, field, number, 1, counted.most);
        fields.done();
        return "P" + count + counted.name().charAt(0);
    }
}

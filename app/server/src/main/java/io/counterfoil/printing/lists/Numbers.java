package io.counterfoil.printing.lists;

import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import java.util.HashMap;
import java.util.Map;

/** What serials and codes of a list look like. */
public enum Numbers {
    /** As Counterfoil mints them: their check symbols are proved, and they are printed alike. */
    MINTED {
        @Override
        Map<String, String> read(Map<String, String> row, int line, Faults faults) {
            Map<String, String> read = new HashMap<>(row);
            for (String name : SERIALS) {
                read.computeIfPresent(name, (key, text) -> serial(key, text, line, faults));
            }
            read.computeIfPresent(CODE, (key, text) -> code(text, line, faults));
            return read;
        }
    },
    /** Anything: they are printed as they stand in the list. */
    OWN {
        @Override
        Map<String, String> read(Map<String, String> row, int line, Faults faults) {
            for (String name : new String[] {SERIAL, CODE}) {
                if (row.containsKey(name) && row.get(name).isEmpty()) {
                    faults.add(line, "the %s is missing.".formatted(name));
                }
            }
            return row;
        }
    };

    static final String SERIAL = "serial";
    static final String CODE = "code";
    private static final String[] SERIALS = {SERIAL, "serial_from", "serial_to"};

    /** Proves a row's numbers and writes them as they are printed. */
    abstract Map<String, String> read(Map<String, String> row, int line, Faults faults);

    private static String serial(String name, String text, int line, Faults faults) {
        if (text.isEmpty()) {
            faults.add(line, "the %s is missing.".formatted(name));
            return text;
        }
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid -> valid.serial().toString();
            case SerialNumber.Parsed.Invalid invalid -> {
                faults.add(line, "%s \"%s\": %s".formatted(name, text, invalid.reason()));
                yield text;
            }
        };
    }

    /** Codes are secret, so a sentence about one doesn't repeat it. */
    private static String code(String text, int line, Faults faults) {
        if (text.isEmpty()) {
            faults.add(line, "the code is missing.");
            return text;
        }
        return switch (RedemptionCode.parse(text)) {
            case RedemptionCode.Parsed.Valid valid -> valid.code().reveal();
            case RedemptionCode.Parsed.Mistyped mistyped -> {
                faults.add(line, "code: " + mistyped.reason());
                yield text;
            }
        };
    }
}

package io.counterfoil.printing.bureau;

import java.util.Locale;
import java.util.Optional;

/** Which data file a bureau prints from. */
public enum DataFormat {
    /** Quoted values with commas between them. */
    CSV,
    /** Columns of fixed widths. */
    FIXED,
    /** None: it prints the PDF volumes as they are. */
    NONE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Its name in the database and in the API. */
    public String label() {
        return label;
    }

    static DataFormat of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** The form of the file, if there is one. */
    public Optional<DataFile.Form> form() {
        return switch (this) {
            case CSV -> Optional.of(DataFile.Form.CSV);
            case FIXED -> Optional.of(DataFile.Form.FIXED);
            case NONE -> Optional.empty();
        };
    }
}

package io.counterfoil.platform;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How days and moments are written in each language. */
public final class Dates {
    private static final DateTimeFormatter ENGLISH_DAY = form("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter ENGLISH_MOMENT =
            form("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter ENGLISH_LETTER =
            form("d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter GERMAN_LETTER =
            form("d. MMMM uuuu 'um' HH:mm 'Uhr'", Locale.GERMAN);
    private static final DateTimeFormatter GERMAN_DAY = form("d. MMMM uuuu", Locale.GERMAN);
    private static final DateTimeFormatter GERMAN_MOMENT =
            form("d. MMM uuuu, HH:mm", Locale.GERMAN);

    private static final DateTimeFormatter ENGLISH_NEAR_DAY = form("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter GERMAN_NEAR_DAY = form("d. MMM", Locale.GERMAN);
    private static final DateTimeFormatter ENGLISH_MONTH = form("LLLL uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter GERMAN_MONTH = form("LLLL uuuu", Locale.GERMAN);

    private Dates() {}

    /** A day, such as 22 November 2026. */
    public static DateTimeFormatter day(Locale language) {
        return isGerman(language) ? GERMAN_DAY : ENGLISH_DAY;
    }

    /** A day without its year, such as 22 Nov. */
    public static DateTimeFormatter nearDay(Locale language) {
        return isGerman(language) ? GERMAN_NEAR_DAY : ENGLISH_NEAR_DAY;
    }

    /** A month, such as November 2026. */
    public static DateTimeFormatter month(Locale language) {
        return isGerman(language) ? GERMAN_MONTH : ENGLISH_MONTH;
    }

    /** A moment to the minute, such as 22 Nov 2026, 21:31. */
    public static DateTimeFormatter moment(Locale language) {
        return isGerman(language) ? GERMAN_MOMENT : ENGLISH_MOMENT;
    }

    /** A moment as letters name it, such as 22 November 2026 at 21:31. */
    public static DateTimeFormatter letter(Locale language) {
        return isGerman(language) ? GERMAN_LETTER : ENGLISH_LETTER;
    }

    private static boolean isGerman(Locale language) {
        return language.getLanguage().equals(Locale.GERMAN.getLanguage());
    }

    private static DateTimeFormatter form(String pattern, Locale language) {
        return DateTimeFormatter.ofPattern(pattern, language);
    }
}

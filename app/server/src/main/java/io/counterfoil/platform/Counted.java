package io.counterfoil.platform;

import java.util.Locale;

/** Numbers of things as people say them: "1 item", "2 items", "1,000 items". */
public final class Counted {
    private Counted() {}

    /**
     * So many things.
     *
     * @param one what one of them is called; more of them take an s
     */
    public static String of(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}

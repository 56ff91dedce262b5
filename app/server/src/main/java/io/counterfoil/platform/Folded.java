package io.counterfoil.platform;

/**
 * Conditions on columns that have texts in small letters, as {@code lower(… COLLATE pg_c_utf8)} in
 * collation {@code "C"}: what is looked for may be written in any way, and an index on the column
 * finds it, also under a row policy.
 */
public final class Folded {
    private Folded() {}

    /** That a column is just the text bound to {@code parameter}. */
    public static String is(String column, String parameter) {
        return "%s = %s".formatted(column, folded(parameter));
    }

    /** That a column begins with the text bound to {@code parameter}. */
    public static String begins(String column, String parameter) {
        // No character sorts behind the last one of Unicode.
        return "%1$s >= %2$s AND %1$s < %2$s || U&'\\+10FFFF'".formatted(column, folded(parameter));
    }

    private static String folded(String parameter) {
        return "lower(:%s COLLATE pg_c_utf8) COLLATE \"C\"".formatted(parameter);
    }
}

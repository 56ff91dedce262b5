package io.counterfoil.node.store;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name that a repository's path has on the disk. Some file systems take {@code Laptop} and
 * {@code laptop} for the same, so a capital letter is written as {@code ^} and the small one.
 */
final class FolderName {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    private static final Pattern ESCAPED = Pattern.compile("\\^([a-z])");

    private FolderName() {}

    static String of(String repository) {
        return CAPITAL.matcher(repository)
                .replaceAll(letter -> "^" + letter.group().toLowerCase(Locale.ROOT));
    }

    /** The repository's path again. */
    static String repository(String folder) {
        return ESCAPED.matcher(folder)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}

package io.counterfoil.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords people may choose: long ones that are not among the first to be guessed (NIST SP
 * 800-63B §3.1.1.2: length and a list of common ones, also of what others know of somebody; no rules
 * about kinds of characters).
 */
public final class PasswordRule {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;

    /**
     * zxcvbn's third level of four: more than 10^8 guesses, which it calls safe against whoever can
     * only try to sign in.
     */
    private static final int SAFE = 3;

    /** The time to judge one grows faster than its length; what is this long needs no more. */
    private static final int JUDGED = 64;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Zxcvbn JUDGE = new Zxcvbn();

    private PasswordRule() {}

    /**
     * The password as chosen; a problem is noted in {@code fields}.
     *
     * @param known what others know of somebody, such as their name; a password is more than that
     */
    public static String check(
            Fields fields, String field, @Nullable String password, @Nullable String... known) {
        String chosen = password == null ? "" : password;
        if (chosen.length() < SHORTEST || chosen.length() > LONGEST) {
            fields.problem(
                    field,
                    Text.of(
                            "A password has {least} to {most} characters. A few words in a row are easy to remember.",
                            "least",
                            String.valueOf(SHORTEST),
                            "most",
                            String.valueOf(LONGEST)));
        } else if (isGuessed(chosen, known)) {
            fields.problem(
                    field,
                    "This one would be guessed soon: it is much used, follows a pattern, or is made of your name or address. Take three or four words that have nothing to do with each other.");
        }
        return chosen;
    }

    /** As it is, word by word, and in one word. */
    private static Stream<String> forms(String text) {
        return Stream.concat(
                Stream.of(text, NO_WORD.matcher(text).replaceAll("")),
                NO_WORD.splitAsStream(text));
    }

    private static boolean isGuessed(String chosen, @Nullable String... known) {
        // Of a longer one only the beginning is judged.
        if (Arrays.stream(known).anyMatch(chosen::equalsIgnoreCase)) {
            return true;
        }
        List<String> words =
                Arrays.stream(known)
                        .flatMap(Stream::ofNullable)
                        .flatMap(PasswordRule::forms)
                        .filter(word -> !word.isBlank())
                        .toList();
        return JUDGE.measure(chosen.substring(0, Math.min(chosen.length(), JUDGED)), words)
                        .getScore()
                < SAFE;
    }
}

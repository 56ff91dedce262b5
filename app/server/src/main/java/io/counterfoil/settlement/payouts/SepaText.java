package io.counterfoil.settlement.payouts;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts in the characters that every bank of SEPA takes (EPC 217-08): Latin letters without marks,
 * digits and some signs. What has no like becomes a full stop.
 */
final class SepaText {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9/?:().,'+ -]");
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    private static final Pattern ENDS = Pattern.compile("^[/ ]+|[/ ]+$");
    private static final Map<String, String> SPELLED =
            Map.ofEntries(
                    Map.entry("ä", "ae"),
                    Map.entry("ö", "oe"),
                    Map.entry("ü", "ue"),
                    Map.entry("Ä", "Ae"),
                    Map.entry("Ö", "Oe"),
                    Map.entry("Ü", "Ue"),
                    Map.entry("ß", "ss"),
                    Map.entry("ẞ", "SS"),
                    Map.entry("æ", "ae"),
                    Map.entry("Æ", "AE"),
                    Map.entry("œ", "oe"),
                    Map.entry("Œ", "OE"),
                    Map.entry("ø", "o"),
                    Map.entry("Ø", "O"),
                    Map.entry("ł", "l"),
                    Map.entry("Ł", "L"),
                    Map.entry("đ", "d"),
                    Map.entry("Đ", "D"),
                    Map.entry("ð", "d"),
                    Map.entry("þ", "th"),
                    Map.entry("ı", "i"),
                    Map.entry("€", "EUR"),
                    Map.entry("&", "+"));

    private SepaText() {}

    /**
     * The text as banks take it.
     *
     * @param most how many characters at most; what is longer is cut
     */
    static String of(String text, int most) {
        // Composed first, so that a letter and its mark that come apart are spelled like one.
        String spelled =
                Normalizer.normalize(text, Normalizer.Form.NFC)
                        .codePoints()
                        .mapToObj(Character::toString)
                        .map(sign -> SPELLED.getOrDefault(sign, sign))
                        .reduce("", String::concat);
        String plain =
                MARKS.matcher(Normalizer.normalize(spelled, Normalizer.Form.NFKD)).replaceAll("");
        String allowed = SLASHES.matcher(OTHERS.matcher(plain).replaceAll(".")).replaceAll("/");
        String cut = allowed.length() > most ? allowed.substring(0, most) : allowed;
        String trimmed = ENDS.matcher(cut).replaceAll("");
        return trimmed.isEmpty() ? "." : trimmed;
    }
}

package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.RedemptionCode.Parsed;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RedemptionCodeTest {
    private static final String SEED = "20240229";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final ServerKey KEY = new ServerKey(new byte[ServerKey.BYTES]);
    private static final CodeDigester DIGESTER = new CodeDigester(KEY);

    @Test
    void isShownInFourGroupsOfCrockfordsAlphabet() {
        assertThat(new CodeGenerator(new SecureRandom()).next().reveal())
                .matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
    }

    @Test
    void checkSymbolIsTheWeightedSumOverGf32() {
        // 1 at the second-last place weighs 2; 1 one further left weighs 4, and so on.
        assertThat(valid("0000-0000-0000-0012")).isNotNull();
        assertThat(valid("0000-0000-0000-0104")).isNotNull();
        // 2^5 = x^2 + 1 = 5 at the fifth place from the check symbol.
        assertThat(valid("0000-0000-0010-0005")).isNotNull();
    }

    @Test
    void codesOfARunDiffer() {
        CodeGenerator generator = new CodeGenerator(new SecureRandom());
        Set<CodeDigest> digests = new HashSet<>();
        List<Set<Character>> symbols =
                Stream.<Set<Character>>generate(HashSet::new).limit(15).toList();
        for (int i = 0; i < 5_000; i++) {
            RedemptionCode code = generator.next();
            digests.add(DIGESTER.digest(code));
            String revealed = code.reveal().replace("-", "");
            for (int place = 0; place < symbols.size(); place++) {
                symbols.get(place).add(revealed.charAt(place));
            }
        }

        assertThat(digests).hasSize(5_000);
        assertThat(symbols)
                .as("at each place before the check symbol")
                .allMatch(seen -> seen.size() == ALPHABET.length());
    }

    @Property(seed = SEED)
    void whatIsRevealedReadsBack(@ForAll long seed) {
        RedemptionCode code = code(seed);

        assertThat(DIGESTER.digest(valid(code.reveal()))).isEqualTo(DIGESTER.digest(code));
    }

    @Property(seed = SEED)
    void lowerCaseSpacesAndLookAlikesAreUnderstood(@ForAll long seed) {
        RedemptionCode code = code(seed);
        String typed = code.reveal().toLowerCase(Locale.ROOT).replace("-", " \u2013");
        String misread = code.reveal().replace('1', 'I').replace('0', 'O').replace("-", "");

        assertThat(DIGESTER.digest(valid(typed))).isEqualTo(DIGESTER.digest(code));
        assertThat(DIGESTER.digest(valid(misread))).isEqualTo(DIGESTER.digest(code));
        assertThat(DIGESTER.digest(valid(misread.replace('I', 'l').replace('O', 'o'))))
                .isEqualTo(DIGESTER.digest(code));
    }

    @Property(seed = SEED, tries = 2_000)
    void everyWrongSymbolIsCaught(
            @ForAll long seed,
            @ForAll @IntRange(max = 15) int place,
            @ForAll @IntRange(min = 1, max = 31) int shift) {
        StringBuilder text = new StringBuilder(code(seed).reveal().replace("-", ""));
        int value = ALPHABET.indexOf(text.charAt(place));
        text.setCharAt(place, ALPHABET.charAt((value + shift) % 32));

        assertThat(RedemptionCode.parse(text.toString())).isInstanceOf(Parsed.Mistyped.class);
    }

    @Property(seed = SEED, tries = 2_000)
    void everySwapOfTwoSymbolsIsCaught(
            @ForAll long seed,
            @ForAll @IntRange(max = 15) int one,
            @ForAll @IntRange(max = 15) int other) {
        String right = code(seed).reveal().replace("-", "");
        StringBuilder text = new StringBuilder(right);
        text.setCharAt(one, right.charAt(other));
        text.setCharAt(other, right.charAt(one));

        assertThat(RedemptionCode.parse(text.toString()) instanceof Parsed.Valid)
                .isEqualTo(text.toString().equals(right));
    }

    @Test
    void aTypingErrorIsExplainedWithoutRepeatingTheText() {
        assertThat(reason("")).contains("has 0");
        assertThat(reason("ABCD")).contains("has 4");
        assertThat(reason("0".repeat(17))).contains("has more");
        assertThat(reason("UUUU")).contains("letter U");
        assertThat(reason("0000-0000-0000-00\u00e91")).contains("only letters and digits");
        assertThat(reason("<script>")).doesNotContain("script");
        assertThat(reason("0000-0000-0000-0001")).contains("typing error").doesNotContain("0001");
    }

    @Test
    void showsNothingOfItself() {
        RedemptionCode code = code(1);

        assertThat(code.toString()).isEqualTo("RedemptionCode[hidden]");
        assertThat(new Parsed.Valid(code).toString()).doesNotContain(code.reveal());
        assertThat(DIGESTER.digest(code).toString()).isEqualTo("CodeDigest[hidden]");
    }

    @Test
    void digestDependsOnTheKey() {
        byte[] otherKey = new byte[ServerKey.BYTES];
        otherKey[0] = 1;

        assertThat(new CodeDigester(new ServerKey(otherKey)).digest(code(1)))
                .isNotEqualTo(DIGESTER.digest(code(1)));
    }

    private static RedemptionCode code(long seed) {
        Random random = new Random(seed);
        return RedemptionCode.withCheck(random.nextLong(1L << 40), random.nextLong(1L << 35));
    }

    private static RedemptionCode valid(String text) {
        assertThat(RedemptionCode.parse(text)).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) RedemptionCode.parse(text)).code();
    }

    private static String reason(String text) {
        assertThat(RedemptionCode.parse(text)).isInstanceOf(Parsed.Mistyped.class);
        return ((Parsed.Mistyped) RedemptionCode.parse(text)).reason();
    }
}

package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedCodeTest {
    private static final CodeDigester DIGESTER =
            new CodeDigester(new ServerKey(new byte[ServerKey.BYTES]));
    private static final RedemptionCode CODE =
            new CodeGenerator(new SecureRandom()).next();
    private static final String SYMBOLS = CODE.reveal().replace("-", "");

    @Test
    void oneUnreadableSymbolFollowsFromTheOthersAtEachPlace() {
        for (int place = 0; place < RedemptionCode.SYMBOLS; place++) {
            assertThat(revealed(valid(without(1 << place)))).containsExactly(CODE.reveal());
        }
    }

    @Test
    void ofTwoThereAreThirtyTwoCodesAtEachPairOfPlacesAndOneIsTheCards() {
        for (int one = 0; one < RedemptionCode.SYMBOLS; one++) {
            for (int other = one + 1; other < RedemptionCode.SYMBOLS; other++) {
                DamagedCode damaged = valid(without((1 << one) | (1 << other)));
                assertThat(revealed(damaged)).hasSize(32).contains(CODE.reveal());
            }
        }
    }

    @Test
    void aWholeGroupIsFoundWhereverItIsAndSoAreFourSymbolsAnywhere() {
        for (int group = 0; group < 4; group++) {
            assertThat(found(without(0b1111 << (4 * group)))).isTrue();
        }
        Random random = new Random(20261127);
        for (int i = 0; i < 4; i++) {
            Set<Integer> places = new HashSet<>();
            while (places.size() < DamagedCode.MOST_UNREADABLE) {
                places.add(random.nextInt(RedemptionCode.SYMBOLS));
            }
            assertThat(found(without(places.stream().mapToInt(place -> 1 << place).sum())))
                    .as("%s", places)
                    .isTrue();
        }
        assertThat(valid(without(0b1111)).candidates().map(RedemptionCode::reveal).distinct())
                .hasSize(32 * 32 * 32);
    }

    @Test
    void aWrongSymbolAmongTheReadableOnesFindsNothing() {
        for (int place = 3; place < RedemptionCode.SYMBOLS; place++) {
            char wrong = SYMBOLS.charAt(place) == '7' ? '8' : '7';
            StringBuilder typed = new StringBuilder(without(0b111));
            typed.setCharAt(place, wrong);
            assertThat(found(typed.toString())).as("place %d", place).isFalse();
        }
    }

    @Test
    void whatIsTypedMayHaveHyphensLookAlikesAndLowerCase() {
        String typed = "oil? 234?-89ab–cdef";
        DamagedCode code = valid(typed);
        assertThat(code.unreadable()).isEqualTo(2);
        assertThat(code.pattern()).isEqualTo("011?234?89ABCDEF");
        assertThat(code.toString()).doesNotContain("89AB");
    }

    @ParameterizedTest
    @CsvSource({
        "0000-0000-0000-0000, All of it can be read",
        "????-?000-0000-0000, here are 5. Void this item",
        "???-0000-0000-0000, this one has 15",
        "???0-0000-0000-00000, this one has 17",
        "???0-0000-0000-000U, it may be a V",
        "???0-0000-0000-000!, only letters and digits"
    })
    void whatCannotBeSearchedForIsRefusedWithASentence(String typed, String sentence) {
        assertThat(DamagedCode.parse(typed))
                .isInstanceOfSatisfying(
                        DamagedCode.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains(sentence));
    }

    private static boolean found(String typed) {
        return DIGESTER.matches(valid(typed), DIGESTER.digest(CODE));
    }

    private static Set<String> revealed(DamagedCode code) {
        return code.candidates().map(RedemptionCode::reveal).collect(Collectors.toSet());
    }

    /** The code with a question mark at the places of these bits, from the left. */
    private static String without(int places) {
        StringBuilder typed = new StringBuilder(SYMBOLS);
        for (int place = 0; place < SYMBOLS.length(); place++) {
            if (((places >>> place) & 1) == 1) {
                typed.setCharAt(place, '?');
            }
        }
        return typed.toString();
    }

    private static DamagedCode valid(String typed) {
        return ((DamagedCode.Parsed.Valid) DamagedCode.parse(typed)).code();
    }
}

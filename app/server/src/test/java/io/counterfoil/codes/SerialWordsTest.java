package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialWordsTest {
    private static final SerialRange RUN = new SerialRange(100_001, 1, 100);
    private static final String FIRST = SerialNumber.of(100_001, 3).toString();
    private static final String LAST = SerialNumber.of(100_001, 20).toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A-B",
                " A - B ",
                "A B",
                "A\tB\n",
                "A – B",
                "A—B",
                "A..B",
                "A ... B",
                "AtoB",
                "A to B-",
                "A - to B",
                "A -- B"
            })
    void aRangeIsWrittenInManyWays(String form) {
        for (String grouped : new String[] {FIRST, FIRST.replaceAll("(....)", "$1 ")}) {
            String text = form.replace("A", grouped).replace("B", LAST);

            assertThat(SerialWords.parse(text, RUN))
                    .as(text)
                    .isEqualTo(
                            new SerialWords.Parsed.Valid(new SerialRange(100_001, 3, 20)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", " A ", "A-"})
    void oneSerialIsARangeOfOne(String form) {
        assertThat(SerialWords.parse(form.replace("A", FIRST), RUN))
                .isEqualTo(new SerialWords.Parsed.Valid(new SerialRange(100_001, 3, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "A,B", "-A-B", "A to to B", "A-B-C"})
    void whatIsNeitherIsNoRange(String form) {
        String text = form.replace("A", FIRST).replace("B", LAST).replace("C", LAST);

        assertThat(SerialWords.parse(text, RUN))
                .as(text)
                .isInstanceOf(SerialWords.Parsed.Invalid.class);
    }

    @Test
    void aRangeStaysWithinOneRun() {
        SerialNumber other = SerialNumber.of(100_002, 1);

        assertThat(SerialWords.parse(FIRST + "-" + other))
                .isInstanceOfSatisfying(
                        SerialWords.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("within one print run"));
        assertThat(SerialWords.parse(other.toString(), RUN))
                .isInstanceOfSatisfying(
                        SerialWords.Parsed.Invalid.class,
                        invalid ->
                                assertThat(invalid.reason())
                                        .isEqualTo(other + " is not of this run."));
        assertThat(
                        SerialWords.parse(
                                FIRST + "-" + SerialNumber.of(100_001, 101), RUN))
                .isInstanceOf(SerialWords.Parsed.Invalid.class);
    }

    @Test
    void whatCannotBeKeptOrSentIsNotQuoted() {
        assertThat(SerialWords.parse("12\0\u001b", RUN))
                .isInstanceOfSatisfying(
                        SerialWords.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.reason()).startsWith("12\ufffd\ufffd: "));
        // The cut goes through a pair.
        assertThat(SerialWords.quote("x".repeat(19) + "\ud83d\ude00"))
                .isEqualTo("x".repeat(19) + "\ufffd…");
        assertThat(SerialWords.quote("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    }

    @Test
    @Timeout(10)
    void aLongTextTakesNoLongTime() {
        String text = FIRST + " ".repeat(2_000) + "x";

        assertThat(SerialWords.parse(text, RUN))
                .isInstanceOfSatisfying(
                        SerialWords.Parsed.Invalid.class,
                        invalid ->
                                assertThat(invalid.reason())
                                        .hasSizeLessThan(100)
                                        .contains("one range at a time"));
        assertThat(SerialWords.parse(FIRST + " ".repeat(65) + "x", RUN))
                .isInstanceOf(SerialWords.Parsed.Invalid.class);
    }
}

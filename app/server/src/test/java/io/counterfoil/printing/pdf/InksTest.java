package io.counterfoil.printing.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InksTest {
    @Property(tries = 500, seed = "20240229")
    void greyIsBlackInkOnly(@ForAll @IntRange(max = 255) int grey) {
        assertThat(Inks.of(grey, grey, grey)).isEqualTo(new Inks(0, 0, 0, 1 - grey / 255f));
    }

    @Property(tries = 500, seed = "20240229")
    void noColourTakesMoreThanThreeInksOrThreeHundredPerCent(
            @ForAll @IntRange(max = 255) int red,
            @ForAll @IntRange(max = 255) int green,
            @ForAll @IntRange(max = 255) int blue) {
        Inks inks = Inks.of(red, green, blue);

        assertThat(new float[] {inks.cyan(), inks.magenta(), inks.yellow(), inks.black()})
                .contains(0f);
        assertThat(inks.cyan() + inks.magenta() + inks.yellow() + inks.black())
                .isLessThanOrEqualTo(3);
    }

    @Property(tries = 500, seed = "20240229")
    void theScreenSeesTheSameColourAgain(
            @ForAll @IntRange(max = 255) int red,
            @ForAll @IntRange(max = 255) int green,
            @ForAll @IntRange(max = 255) int blue) {
        Inks inks = Inks.of(red, green, blue);

        assertThat(Math.round(255 * (1 - inks.cyan()) * (1 - inks.black()))).isEqualTo(red);
        assertThat(Math.round(255 * (1 - inks.magenta()) * (1 - inks.black()))).isEqualTo(green);
        assertThat(Math.round(255 * (1 - inks.yellow()) * (1 - inks.black()))).isEqualTo(blue);
    }

    @Test
    void coloursOfTextAreWrittenInTheirInks() {
        Colour amber = Colour.parse("#ff8000");

        assertThat(amber.fill(new Content(64))).hasToString("1 0.502 0 rg ");
        assertThat(amber.forPress().fill(new Content(64))).hasToString("/N gs 0 0.498 1 0 k ");
        assertThat(Colour.WHITE.fill(new Content(64))).hasToString("1 g ");
        assertThat(Colour.WHITE.forPress().fill(new Content(64))).hasToString("/N gs 0 0 0 0 k ");
        assertThat(Colour.BLACK.fill(new Content(64))).hasToString("0 g ");
    }

    @Test
    void onlyBlackInkPrintsOverWhatIsBelow() {
        assertThat(Colour.BLACK.forPress().fill(new Content(64))).hasToString("/K gs 0 0 0 1 k ");
        assertThat(Colour.parse("#808080").forPress().fill(new Content(64)).toString())
                .startsWith("/N gs 0 0 0 0.498");
    }
}

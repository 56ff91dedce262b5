package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.counterfoil.printing.pdf.OutputCondition;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BureauProfileTest {
    @Test
    void numbersHaveBounds() {
        assertThat(BureauProfile.USUAL).isEqualTo(profile(3, 1.5, 10, true));
        refused(11, 2, 10, "The bleed is between 0 and 10 mm, not 11");
        refused(3, -1, 10, "The safe margin is between 0 and 20 mm");
        refused(3, 2, Double.NaN, "The slug is between 0 and 50 mm, not NaN");
        refused(3, 2, 4, "Crop marks need a slug of at least 5 mm");
        assertThat(profile(0, 0, 0, false).slugMm()).isZero();
    }

    private static void refused(double bleed, double safe, double slug, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> profile(bleed, safe, slug, true))
                .withMessageContaining(reason);
    }

    private static BureauProfile profile(double bleed, double safe, double slug, boolean marks) {
        return new BureauProfile(bleed, safe, slug, marks, SpotColours.USUAL, Optional.empty());
    }

    @Test
    void spotColoursAreNamesOfTheirOwn() {
        assertThat(new SpotColours("Die line", "Scratch_Off-2").cutContour()).isEqualTo("Die line");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpotColours("All", "ScratchOff"))
                .withMessageContaining("no spot colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpotColours("Cut", "cut"))
                .withMessageContaining("two different");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpotColours("Cut", "Rubbel/Fläche"))
                .withMessageContaining("does not");
    }

    @Test
    void aProfileOfACmykPressIsTaken() {
        OutputCondition condition = TestPress.condition();

        assertThat(condition.description()).isEqualTo("A press for tests");
        assertThat(condition).isEqualTo(TestPress.condition());
        assertThat(condition).hasToString("OutputCondition[Counterfoil test press, 12768 bytes]");
        ICC_Profile judged = ICC_Profile.getInstance(condition.iccProfile());
        assertThat(judged.getProfileClass()).isEqualTo(ICC_Profile.CLASS_OUTPUT);
        assertThat(judged.getColorSpaceType()).isEqualTo(ColorSpace.TYPE_CMYK);
    }

    @Test
    void anythingElseIsRefusedInWords() {
        byte[] good = TestPress.profile();
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] tooNew = good.clone();
        tooNew[8] = 5;
        byte[] farTag = good.clone();
        farTag[132 + 4] = 0x7f;
        byte[] manyTags = good.clone();
        manyTags[128] = 0x7f;
        byte[] noTables = good.clone();
        noTables[128 + 3] = 3;

        refused("no picture".getBytes(StandardCharsets.UTF_8), "the file is no ICC profile");
        refused(new byte[200], "the file is no ICC profile");
        refused(longer, "cut off or has more at its end");
        refused(tooNew, "its version is 5");
        refused(TestPress.profile("RGB ", "prtr"), "its colours are \"RGB\"");
        refused(TestPress.profile("CMYK", "scnr"), "no press or printer");
        refused(farTag, "table of contents is broken");
        refused(manyTags, "table of contents is broken");
        refused(noTables, "tables between CMYK and colour are missing");
        refused(new byte[(16 << 20) + 1], "larger than 16 MiB");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutputCondition(" ", good))
                .withMessageContaining("such as FOGRA39");
    }

    private static void refused(byte[] profile, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutputCondition("FOGRA39", profile))
                .withMessageContaining(reason);
    }

    @Test
    void cutProfilesAreRefusedWhereverTheyEnd() {
        byte[] good = TestPress.profile();
        for (int length = 0; length < 400; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            if (length >= 4) {
                cut[2] = (byte) (length >> 8);
                cut[3] = (byte) length;
            }
            assertThatIllegalArgumentException().isThrownBy(() -> new OutputCondition("X", cut));
        }
    }
}

package io.counterfoil.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AccentTest {
    private static final double TEXT = 4.5;
    private static final List<String> GROUNDS = List.of("paper", "sheet", "good", "bad", "warn");
    private static final String CSS = css();
    private static final List<String> LIGHT = all(GROUNDS, 0);
    private static final List<String> DARK = all(GROUNDS, 1);

    @Property(tries = 5000, seed = "20240229")
    void anyColourCanBeReadOnEveryGroundAndTextOnIt(@ForAll @IntRange(max = 0xffffff) int any) {
        Accent accent = Accent.of("#%06x".formatted(any));
        assertThat(LIGHT).allSatisfy(ground -> readable(accent.onLight(), ground));
        assertThat(DARK).allSatisfy(ground -> readable(accent.onDark(), ground));
        readable(accent.onLight(), Accent.WHITE);
        readable(accent.onDark(), Accent.NIGHT);
    }

    @Property(seed = "20240229")
    void itIsTheSameHue(@ForAll @IntRange(max = 359) int degrees) {
        float hue = degrees / 360f;
        String colour = "#%06x".formatted(Color.HSBtoRGB(hue, 1, 1) & 0xffffff);
        Accent accent = Accent.of(colour);
        assertThat(List.of(accent.onLight(), accent.onDark()))
                .allSatisfy(
                        tone ->
                                assertThat(Math.abs(Math.IEEEremainder(hueOf(tone) - hue, 1)))
                                        .as("%s of %s", tone, colour)
                                        .isLessThan(0.02));
    }

    @Example
    void whatCanBeReadStaysAsItIs() {
        assertThat(Accent.of("#1d4ed8").onLight()).isEqualTo("#1d4ed8");
        assertThat(Accent.of("#ffe000").onDark()).isEqualTo("#ffe000");
    }

    @Example
    void withoutAColourOfTheirOwnItIsThatOfTheStyleSheet() {
        assertThat(List.of(Accent.of(Palette.SHIPPED).onLight(), Accent.WHITE))
                .isEqualTo(all(List.of("accent", "on-accent"), 0));
        assertThat(List.of(Accent.of(Palette.SHIPPED).onDark(), Accent.NIGHT))
                .isEqualTo(all(List.of("accent", "on-accent"), 1));
    }

    private static void readable(String one, String other) {
        assertThat(Palette.contrast(one, other))
                .as("%s on %s", one, other)
                .isGreaterThanOrEqualTo(TEXT);
    }

    private static float hueOf(String colour) {
        Color parts = Color.decode(colour);
        return Color.RGBtoHSB(parts.getRed(), parts.getGreen(), parts.getBlue(), null)[0];
    }

    /** What the style sheet gives these variables: first on light pages, then on dark ones. */
    private static List<String> all(List<String> names, int mode) {
        return names.stream()
                .map(
                        name -> {
                            Matcher set =
                                    Pattern.compile("--%s: (#[0-9a-f]{6});".formatted(name))
                                            .matcher(CSS);
                            return set.results().skip(mode).findFirst().orElseThrow().group(1);
                        })
                .toList();
    }

    private static String css() {
        try (InputStream in =
                Objects.requireNonNull(
                        AccentTest.class.getResourceAsStream("/assets/counterfoil.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
    private static final List<String> INKS =
            List.of("ink", "faint", "good-ink", "bad-ink", "warn-ink");
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

    /** A browser lightens or darkens a whole button, what is written on it too. */
    @Property(tries = 5000, seed = "20240229")
    void aButtonCanBeReadUnderThePointerToo(@ForAll @IntRange(max = 0xffffff) int any) {
        List<Double> factors =
                Pattern.compile("button:hover, .button:hover \\{ filter: brightness\\(([0-9.]+)\\); }")
                        .matcher(CSS)
                        .results()
                        .map(found -> Double.valueOf(found.group(1)))
                        .toList();
        assertThat(factors).hasSize(2);
        Accent accent = Accent.of("#%06x".formatted(any));
        String light = brighter(accent.onLight(), factors.get(0));
        String dark = brighter(accent.onDark(), factors.get(1));
        assertThat(LIGHT).allSatisfy(ground -> readable(light, ground));
        assertThat(DARK).allSatisfy(ground -> readable(dark, ground));
        readable(light, brighter(Accent.WHITE, factors.get(0)));
        readable(dark, brighter(Accent.NIGHT, factors.get(1)));
    }

    /** Also where no program that looks at a page can tell which ground it is. */
    @Example
    void everyTextCanBeReadOnEveryGround() {
        for (int mode = 0; mode <= 1; mode++) {
            List<String> grounds = all(GROUNDS, mode);
            assertThat(all(INKS, mode))
                    .allSatisfy(
                            ink ->
                                    assertThat(grounds)
                                            .allSatisfy(ground -> readable(ink, ground)));
            // On the line's colour stand the states without a colour of their own.
            readable(all(List.of("ink"), mode).getFirst(), all(List.of("line"), mode).getFirst());
        }
        assertThat(used("color", "var\\(--(?:on-accent|accent|%s)\\)|inherit".formatted(String.join("|", INKS))))
                .as("colours of text that are none of these")
                .isEmpty();
        assertThat(
                        used(
                                "background(?:-color)?",
                                "var\\(--(?:line|accent|%s)\\)|transparent|#ffffff|#000000"
                                        .formatted(String.join("|", GROUNDS))))
                .as("grounds that are none of these")
                .isEmpty();
    }

    /** The values of a property on screens that are none of these. */
    private static List<String> used(String property, String known) {
        return Pattern.compile("(?<![-\\w])" + property + ": ([^;}]+)")
                .matcher(CSS.replaceAll("(?s)@media print \\{.*?\n}", ""))
                .results()
                .map(found -> found.group(1))
                .filter(value -> !value.matches(known))
                .toList();
    }

    private static String brighter(String colour, double factor) {
        Color parts = Color.decode(colour);
        return "#%02x%02x%02x"
                .formatted(
                        brighter(parts.getRed(), factor),
                        brighter(parts.getGreen(), factor),
                        brighter(parts.getBlue(), factor));
    }

    private static int brighter(int part, double factor) {
        return (int) Math.min(255, Math.round(part * factor));
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

package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.brand.ColourRole;
import io.counterfoil.brand.Palette;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.pdf.Colour;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleColoursTest {
    private static final Palette COLOURS =
            new Palette("#111111", "#222222", "#333333", "#eeeeee", "#dddddd");
    private static final Pattern SHOWN = Pattern.compile("var\\(--brand-([a-z]+), (#[0-9a-f]{6})\\)");

    static SortedSet<String> layouts() {
        return Templates.shipped().names("layouts", ".svg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fill=\"var(--brand-dark, #07323f)\" | fill=\"#111111\"",
                "fill=\"var(--brand-main,#0B5D66)\" | fill=\"#222222\"",
                "fill=\"var(--brand-bright)\" | fill=\"#333333\"",
                "style=\"fill:var( --brand-accent , #fa4 );opacity:1\" | style=\"fill:#eeeeee;opacity:1\"",
                "fill=\"var(--brand-light, #fff)\" id=\"ü\" | fill=\"#dddddd\" id=\"ü\"",
                "fill=\"#0b5d66\" | fill=\"#0b5d66\"",
                "fill=\"var(--brand-gold, #ffcc00)\" | fill=\"var(--brand-gold, #ffcc00)\"",
                "fill=\"var(--main, #ffcc00)\" | fill=\"var(--main, #ffcc00)\""
            })
    void rolesInAnSvgBecomeColours(String svg, String painted) {
        assertThat(new String(RoleColours.paint(svg.getBytes(StandardCharsets.UTF_8), COLOURS),
                        StandardCharsets.UTF_8))
                .isEqualTo(painted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fill=\"var(--brand-gold, #ffcc00)\"",
                "fill=\"var(--mine)\"",
                "style=\"fill: var(--brand-main, red)\"",
                "fill=\"var(--brand-main, url(#a))\""
            })
    void anSvgWithOtherVariablesIsRefusedInWords(String attribute) {
        assertThat(refusal(attribute, StandardCharsets.UTF_8))
                .startsWith("The artwork bad.svg has a var( ) that is no colour of a role.")
                .contains("var(--brand-main, #0b5d66)", "brand-dark, brand-main, brand-bright");
    }

    @Test
    void anEncodingInWhichRolesAreNotFoundIsRefusedNotDrawnWithoutColours() {
        assertThat(refusal("fill=\"var(--brand-main, #0b5d66)\"", StandardCharsets.UTF_16))
                .contains("no colour of a role");
    }

    @Test
    void aPlaceNamesARoleInsteadOfAColour() {
        assertThat(RoleColours.parse("brand-accent", COLOURS)).isEqualTo(Colour.parse("#eeeeee"));
        assertThat(RoleColours.parse("#010203", COLOURS)).isEqualTo(Colour.parse("#010203"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoleColours.parse("brand-gold", COLOURS))
                .withMessage(
                        "\"brand-gold\" is none of brand-dark, brand-main, brand-bright,"
                                + " brand-accent, brand-light.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoleColours.parse("gold", COLOURS))
                .withMessageContaining("#rrggbb");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void drawingProgramsShowShippedArtworkInTheShippedColours(String layout) {
        String svg =
                new String(
                        Templates.shipped().read("layouts", layout, ".svg").orElseThrow(),
                        StandardCharsets.UTF_8);
        Matcher roles = SHOWN.matcher(svg);
        int found = 0;
        while (roles.find()) {
            ColourRole role = ColourRole.valueOf(roles.group(1).toUpperCase(java.util.Locale.ROOT));
            assertThat(roles.group(2)).as("%s in %s", role, layout).isEqualTo(Palette.SHIPPED.of(role));
            found++;
        }
        assertThat(found).as("colours by role in %s", layout).isPositive();
        String rest = SHOWN.matcher(svg).replaceAll("");
        for (ColourRole role : ColourRole.values()) {
            assertThat(rest)
                    .as("%s without its role in %s", role, layout)
                    .doesNotContain(Palette.SHIPPED.of(role), "var(");
        }
    }

    private static String refusal(String attribute, Charset charset) {
        String svg =
                "<?xml version=\"1.0\" encoding=\"%s\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10mm\" height=\"10mm\"><rect %s/></svg>"
                        .formatted(charset.name(), attribute);
        Artwork artwork = new Artwork("bad.svg", Artwork.Kind.SVG, svg.getBytes(charset));
        try {
            return "accepted " + artwork.in(COLOURS).size();
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void theColoursOfAPdfStayItsOwn() {
        Artwork pdf =
                new Artwork(
                        "a.pdf",
                        Artwork.Kind.PDF,
                        "var(--brand-main)".getBytes(StandardCharsets.US_ASCII));
        assertThat(pdf.in(COLOURS)).isSameAs(pdf);
        assertThatThrownBy(pdf::size)
                .isInstanceOf(TemplateException.class)
                .hasMessage("The artwork a.pdf is broken or no PDF; please export it anew.");
    }
}

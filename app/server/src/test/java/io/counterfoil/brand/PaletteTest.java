package io.counterfoil.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaletteTest {
    private static final Palette SHIPPED = Palette.SHIPPED;

    @Test
    void theShippedColoursGoTogether() {
        assertThat(SHIPPED.faults()).isEmpty();
    }

    @Test
    void contrastIsThatOfTheStandard() {
        assertThat(Palette.contrast("#000000", "#ffffff")).isEqualTo(21);
        assertThat(Palette.contrast("#ffffff", "#777777")).isBetween(4.47, 4.49);
        assertThat(Palette.contrast("#0b5d66", "#0b5d66")).isEqualTo(1);
    }

    @Test
    void eachColourThatTextCouldNotBeReadOnIsNamedWithWhatToChoose() {
        assertThat(new Palette("#dddddd", "#ffe000", "#ffffff", "#f2a541", "#bfe3dd").faults())
                .containsOnlyKeys(ColourRole.values());
        assertThat(new Palette("#07323f", "#0b5d66", "#148a7d", "#333333", "#bfe3dd").faults())
                .containsOnlyKeys(ColourRole.ACCENT)
                .extractingByKey(ColourRole.ACCENT)
                .asString()
                .startsWith("Text in the dark colour on it could not be read: the contrast is 1.")
                .endsWith("Choose a lighter one.");
        assertThat(new Palette("#07323f", "#0b5d66", "#148a7d", "#f2a541", "#3b7d74").faults())
                .containsOnlyKeys(ColourRole.LIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#fff", "#12345g", "07323f", "#07323F", "#07323f;", "red"})
    void whatIsNoColourIsRefused(String text) {
        assertThat(Palette.isColour(text)).isFalse();
        assertThatThrownBy(() -> new Palette(text, "#0b5d66", "#148a7d", "#f2a541", "#bfe3dd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("#rrggbb");
    }

    @Test
    void peopleReadAllOfThemWithTheirRoles() {
        assertThat(SHIPPED.words())
                .isEqualTo(
                        "dark #07323f, main #0b5d66, bright #148a7d, accent #f2a541, light #bfe3dd");
    }

    @Test
    void everyRoleHasItsColourAndItsName() {
        assertThat(SHIPPED.of(ColourRole.DARK)).isEqualTo("#07323f");
        assertThat(SHIPPED.of(ColourRole.MAIN)).isEqualTo("#0b5d66");
        assertThat(SHIPPED.of(ColourRole.BRIGHT)).isEqualTo("#148a7d");
        assertThat(SHIPPED.of(ColourRole.ACCENT)).isEqualTo("#f2a541");
        assertThat(SHIPPED.of(ColourRole.LIGHT)).isEqualTo("#bfe3dd");
        for (ColourRole role : ColourRole.values()) {
            assertThat(role.key()).isEqualTo(role.name().toLowerCase(Locale.ROOT));
        }
    }
}

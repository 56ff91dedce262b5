package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Typeface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateReaderTest {
    private static final String FIELD =
            """
            {"field": "serial", "x": 5, "y": 5, "width": 30, "height": 4, "font": "sans", "size": 7}\
            """;

    @Test
    void readsFieldsWithTheirDefaults() {
        Layout layout = LayoutReader.read("plain", bytes(layout(FIELD)));

        assertThat(layout.fields())
                .containsExactly(
                        new Field.Text(
                                Wording.SERIAL,
                                new Box(5, 5, 30, 4),
                                "",
                                new Field.Style(
                                        Typeface.SANS,
                                        7,
                                        7,
                                        Field.Align.LEFT,
                                        Colour.BLACK,
                                        Field.Reads.ACROSS)));
        assertThat(layout.showsCode()).isFalse();
    }

    @Test
    void aMistakeIsNamed() {
        assertThat(refusal(layout(FIELD.replace("\"serial\"", "\"sreial\""))))
                .contains("plain", "\"sreial\" is none of", "serial");
        assertThat(refusal(layout(FIELD.replace("\"size\": 7", "\"size\": 7, \"colr\": 1"))))
                .contains("colr");
        assertThat(refusal(layout(FIELD.replace(", \"size\": 7", "")))).contains("size");
        assertThat(
                        refusal(
                                layout(
                                        FIELD.replace(
                                                "\"size\": 7",
                                                "\"size\": 7, \"colour\": \"red\""))))
                .contains("#rrggbb");
        String logo = FIELD.replace("\"serial\"", "\"logo\"");
        assertThat(refusal(layout(logo))).startsWith("accepted");
        assertThat(refusal(layout(logo.replace("\"size\": 7", "\"size\": 7, \"reads\": \"up\""))))
                .contains("reads");
        assertThat(refusal(layout(logo.replace("\"size\": 7", "\"size\": 7, \"plate\": \"brand-gold\""))))
                .contains("\"brand-gold\" is none of brand-dark");
        assertThat(refusal(layout(logo.replace("\"width\": 30, \"height\": 4", "\"width\": 4, \"height\": 9, \"plate\": \"#ffffff\""))))
                .contains("at least half as wide as high");
        assertThat(refusal("{")).contains("can't be read");
        assertThat(refusal("{}")).contains("title");
    }

    @Test
    void noTextIsSoLargeThatItsSizeCannotBeCountedDown() {
        assertThat(refusal(layout(FIELD.replace("\"size\": 7", "\"size\": 1000, \"smallest\": 7"))))
                .startsWith("accepted");
        for (String size : List.of("1000.5", "1e17", "1e400")) {
            assertThat(
                            refusal(
                                    layout(
                                            FIELD.replace(
                                                    "\"size\": 7",
                                                    "\"size\": %s, \"smallest\": 7".formatted(size)))))
                    .contains("its size is up to 1,000 pt");
        }
    }

    @Test
    void aSheetIsLabelsOrOneItemAPage() {
        assertThat(SheetReader.read("s", bytes("{\"title\": \"Bureau\", \"bleed\": 3}")))
                .isEqualTo(new Sheet.TrimSize("Bureau", false, 3, 0));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SheetReader.read("s", bytes("{\"title\": \"Nothing\"}")))
                .withMessageContaining("The sheet s is wrong: A sheet has either");
    }

    private static String refusal(String json) {
        try {
            return "accepted: " + LayoutReader.read("plain", bytes(json));
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String layout(String field) {
        return """
        {"title": "Plain", "trim": {"width": 85, "height": 54}, "bleed": 3, "safe": 2,
         "fields": [%s]}
        """
                .formatted(field);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

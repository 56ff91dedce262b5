package io.counterfoil.printing.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Refused;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetFormTest {
    private static final String CARDS =
            """
            {"title": "Ours", "verified": false, "page": {"width": 210.0, "height": 297.0},
             "label": {"width": 85.0, "height": 54.0, "corner": 3.18},
             "grid": {"columns": 2, "rows": 5, "x0": 15.0, "y0": 13.5, "pitch_x": 95.0, "pitch_y": 54.0}}
            """;

    private static Map<String, String> cards() {
        return new HashMap<>(
                Map.ofEntries(
                        Map.entry("name", "ours"),
                        Map.entry("title", "Ours"),
                        Map.entry("width", "210"),
                        Map.entry("height", "297"),
                        Map.entry("shape", "rectangle"),
                        Map.entry("label_width", "85"),
                        Map.entry("label_height", "54"),
                        Map.entry("corner", "3,18"),
                        Map.entry("columns", "2"),
                        Map.entry("rows", "5"),
                        Map.entry("x0", "15"),
                        Map.entry("y0", "13.5"),
                        Map.entry("pitch_x", "95"),
                        Map.entry("pitch_y", "")));
    }

    @Test
    void makesTheDocumentThatPeopleWriteByHand() throws JsonProcessingException {
        assertThat(Json.mapper().valueToTree(new SheetForm(cards()).sheet()).toString())
                .isEqualTo(Json.mapper().readTree(CARDS).toString());
    }

    @Test
    void aKeptSheetComesBackIntoTheForm() throws JsonProcessingException {
        SheetForm form = SheetForm.of("ours", Json.mapper().readTree(CARDS));

        assertThat(form.typed())
                .containsAllEntriesOf(
                        Map.of("corner", "3.18", "width", "210", "rows", "5", "pitch_y", "54"))
                .doesNotContainKeys("verified", "diameter");
        assertThat(Json.mapper().valueToTree(form.sheet()).toString())
                .isEqualTo(Json.mapper().readTree(CARDS).toString());
    }

    @Test
    void aDiscHasADiameterAndAHole() {
        Map<String, String> discs = cards();
        discs.putAll(
                Map.of("shape", "disc", "diameter", "117", "hole", "41", "columns", "1", "rows", "2"));
        discs.put("pitch_y", "137");

        assertThat(new SheetForm(discs).sheet().get("label"))
                .isEqualTo(Map.of("diameter", 117.0, "hole", 41.0));
        discs.put("hole", "117");
        assertThat(refusal(discs)).isEqualTo("hole: Smaller than the disc.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width    | ten   | width: Millimetres from 0 to 1,000, such as 63.5.",
                "width    | 1001  | width: Millimetres from 0 to 1,000, such as 63.5.",
                "height   | NaN   | height: Millimetres from 0 to 1,000, such as 63.5.",
                "label_width | 0  | label_width: Above 0 mm.",
                "corner   | 27.5  | corner: At most half the shorter side, 27 mm.",
                "columns  | 2.5   | columns: A whole number from 1 to 5,000.",
                "x0       | -1    | x0: Millimetres from 0 to 1,000, such as 63.5.",
                "pitch_x  | 84    | pitch_x: Labels would overlap: from one to the next are at least 85 mm, the size of one.",
                "pitch_x  | 111   | pitch_x: The labels run off the sheet: the last one would end at 211 mm, and the right edge is at 210 mm.",
                "rows     | 6     | pitch_y: The labels run off the sheet: the last one would end at 337.5 mm, and the lower edge is at 297 mm."
            })
    void whatIsWrongStandsAtTheFieldThatIsToBeMended(String field, String text, String refusal) {
        Map<String, String> typed = cards();
        typed.put(field, text);

        assertThat(refusal(typed)).isEqualTo(refusal);
    }

    @Test
    void millimetresAreWrittenAsEachLanguageDoes() {
        Map<String, String> typed = cards();
        typed.put("rows", "6");
        Refused refused =
                catchThrowableOfType(Refused.class, () -> new SheetForm(typed).sheet());

        assertThat(refused.fields().getFirst().text().in(Locale.GERMAN, words -> words))
                .contains("337,5 mm");
    }

    private static String refusal(Map<String, String> typed) {
        Refused refused =
                catchThrowableOfType(Refused.class, () -> new SheetForm(typed).sheet());
        assertThat(refused.fields()).hasSize(1);
        return refused.fields().getFirst().field()
                + ": "
                + refused.fields().getFirst().message();
    }
}

package io.counterfoil.printing.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BoxFormTest {
    private static final BoxForm.Column NARROW = new BoxForm.Column.Digits("No.", List.of(4, 2));

    @Test
    void theSameFormGivesTheSameBytes() throws IOException {
        assertThat(written(form(PaperSize.LETTER, NARROW, 20)))
                .isEqualTo(written(form(PaperSize.LETTER, NARROW, 20)))
                .isNotEqualTo(written(form(PaperSize.A4, NARROW, 20)));
    }

    @Test
    void whatDoesNotFitOnThePaperIsRefused() {
        assertThatThrownBy(() -> written(form(PaperSize.LETTER, NARROW, 40)))
                .hasMessageContaining("no room");
        BoxForm.Column wide = new BoxForm.Column.Free("Everything", 200);
        assertThatThrownBy(() -> written(form(PaperSize.A4, wide, 1)))
                .hasMessageContaining("too wide");
    }

    @Test
    void thePaperIsThatOfTheCountry() {
        assertThat(List.of(PaperSize.of("US"), PaperSize.of("ca")))
                .containsOnly(PaperSize.LETTER);
        assertThat(List.of(PaperSize.of("DE"), PaperSize.of("BR"))).containsOnly(PaperSize.A4);
    }

    private static BoxForm form(PaperSize paper, BoxForm.Column column, int lines) {
        BoxForm.Sheet sheet =
                new BoxForm.Sheet("Form 1", List.of(new Report.Fact("Shop", "Corner")), "Fill in.");
        return new BoxForm(
                new UUID(0, 1), "Harbour", "Form", paper, List.of(column), lines, List.of(sheet),
                Optional.empty());
    }

    private static byte[] written(BoxForm form) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        form.write(pdf);
        return pdf.toByteArray();
    }
}

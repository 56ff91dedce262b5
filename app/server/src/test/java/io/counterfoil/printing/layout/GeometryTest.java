package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GeometryTest {
    private static final Outline CARD = new Outline.Rectangle(85.6, 53.98);
    private static final Outline DISC = new Outline.Disc(117.4, 41.2);
    private static final Field.Style STYLE =
            new Field.Style(
                    Typeface.SANS, 8, 6, Field.Align.LEFT, Colour.BLACK, Field.Reads.ACROSS);

    @Test
    void aDiscHoldsWhatMissesItsEdgeAndItsHole() {
        assertThat(DISC.holds(new Box(42, 6, 33, 10), 2)).isTrue();
        assertThat(DISC.holds(new Box(50, 50, 5, 5), 0)).as("in the hole").isFalse();
        assertThat(DISC.holds(new Box(20, 55, 80, 5), 0)).as("across the hole").isFalse();
        assertThat(DISC.holds(new Box(1, 1, 10, 10), 0)).as("in the corner").isFalse();
    }

    @Property(seed = "20240229")
    void whatADiscHoldsHasAllCornersOnIt(
            @ForAll @DoubleRange(min = -5, max = 120) double x,
            @ForAll @DoubleRange(min = -5, max = 120) double y,
            @ForAll @DoubleRange(min = 0.1, max = 60) double width,
            @ForAll @DoubleRange(min = 0.1, max = 60) double height) {
        Box box = new Box(x, y, width, height);
        boolean cornersInside = true;
        for (double cornerX : new double[] {box.x(), box.right()}) {
            for (double cornerY : new double[] {box.y(), box.bottom()}) {
                double radius = Math.hypot(cornerX - 58.7, cornerY - 58.7);
                cornersInside &= radius <= 58.7 && radius >= 20.6;
            }
        }

        assertThat(!DISC.holds(box, 0) || cornersInside).isTrue();
    }

    @Test
    void placesStayInTheSafeAreaAndApart() {
        Field first = text(Wording.PRODUCT, new Box(5, 5, 20, 5));

        assertThat(layout(first).fields()).containsExactly(first);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(text(Wording.PRICE, new Box(1, 5, 20, 5))))
                .withMessageContaining("price leaves the safe area");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(first, text(Wording.PRICE, new Box(20, 6, 20, 5))))
                .withMessageContaining("product and price overlap");
    }

    @Test
    void theScratchPanelCoversTheCodeAndNothingElse() {
        assertThat(layout(text(Wording.CODE, new Box(5, 31, 40, 5))).showsCode()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(text(Wording.CODE, new Box(5, 30.2, 40, 5))))
                .withMessageContaining("scratch panel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(text(Wording.PRICE, new Box(5, 31, 40, 5))))
                .withMessageContaining("price");
    }

    @Test
    void aSymbolOfTheCodeIsOnlyUnderAPanelWithTheCodeInLetters() {
        Field letters = text(Wording.CODE, new Box(5, 31, 30, 5));

        assertThat(layout(letters, codeSymbol(new Box(37, 30.5, 7, 7))).showsCode()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(letters, codeSymbol(new Box(60, 5, 7, 7))))
                .withMessageContaining("scratch panel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(codeSymbol(new Box(37, 30.5, 7, 7))))
                .withMessageContaining("in letters");
        List<Field> inTheOpen = List.of(letters, codeSymbol(new Box(37, 30.5, 7, 7)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Layout(
                                        "Card",
                                        CARD,
                                        3,
                                        2,
                                        Optional.empty(),
                                        Optional.empty(),
                                        inTheOpen,
                                        Optional.empty()))
                .withMessageContaining("needs a scratch panel");
    }

    @Test
    void nothingComesNearTheHangHole() {
        Field beside = text(Wording.PRICE, new Box(8, 45, 20, 5));

        assertThat(layout(beside).fields()).containsExactly(beside);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(text(Wording.PRICE, new Box(9.5, 45, 20, 5))))
                .withMessageContaining("price is less than a millimetre away from the hang hole");
    }

    @Test
    void aHangHoleGoesThroughTheOtherSideToo() {
        Layout holed = holed(Optional.of(new Box(30, 45, 20, 6)));
        Layout clear = holed(Optional.empty(), text(Wording.PRICE, new Box(10, 45, 24, 5)));
        Layout covered = holed(Optional.empty(), text(Wording.PRICE, new Box(10, 45, 25, 5)));

        assertThat(holed.refusalOfBack(clear)).isEmpty();
        assertThat(clear.refusalOfBack(holed)).isEmpty();
        for (Optional<String> refusal :
                List.of(holed.refusalOfBack(covered), covered.refusalOfBack(holed))) {
            assertThat(refusal)
                    .hasValueSatisfying(reason -> assertThat(reason).contains("place price of"));
        }
        assertThat(holed.refusalOfBack(holed(Optional.of(new Box(35.6, 45, 20, 6))))).isEmpty();
        assertThat(holed.refusalOfBack(holed))
                .hasValueSatisfying(reason -> assertThat(reason).contains("not the same hole"));
    }

    @Test
    void aHangHoleFillsItsBoundsAndNoMore() {
        Box bounds = new Box(29.8, 4, 26, 8);
        Content content = new Content(256);
        OutlinePath.hangHole(bounds, content);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        Scanner points = new Scanner(content.toString().replaceAll("[mlch]", ""));
        while (points.hasNext()) {
            x.add(Double.parseDouble(points.next()));
            y.add(Double.parseDouble(points.next()));
        }

        assertThat(Collections.min(x)).isCloseTo(Points.of(29.8), within(0.001));
        assertThat(Collections.max(x)).isCloseTo(Points.of(55.8), within(0.001));
        assertThat(Collections.max(y)).isCloseTo(-Points.of(4), within(0.001));
        assertThat(Collections.min(y)).isCloseTo(-Points.of(12), within(0.001));
    }

    @Test
    void aTurnedLineBeginsAtTheOtherEndAndStaysInItsPlace() {
        Box spine = new Box(2, 10, 4, 60);
        TextPlace up = TextPlace.of(turned(spine, Field.Reads.UP), 8, 10);
        TextPlace down = TextPlace.of(turned(spine, Field.Reads.DOWN), 8, 10);

        assertThat(TextPlace.fittingSize(turned(spine, Field.Reads.UP), 20)).isEqualTo(8);
        assertThat(TextPlace.fittingSize(turned(spine, Field.Reads.UP), 30)).isZero();
        assertThat(up.y()).isEqualTo(-Points.of(70));
        assertThat(down.y()).isEqualTo(-Points.of(10));
        assertThat(up.x()).isBetween(Points.of(4), Points.of(6));
        assertThat(down.x()).isBetween(Points.of(2), Points.of(4));
        assertThat(up.open(new Content(64)).toString()).contains("0 1 -1 0 ", "Tm");
    }

    @Test
    void aLineNeedsAHighEnoughPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text(Wording.PRICE, new Box(5, 5, 20, 1.5)))
                .withMessageContaining("6 pt needs 2.04 mm");
    }

    @Test
    void symbolsHaveModulesThatReadersAccept() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Field.Symbol(Encoding.EAN, new Box(5, 5, 40, 25), 0.25, 0.25, 20))
                .withMessageContaining("between 0.264 and 0.66");
    }

    @Test
    void barsAreNoHigherThanTheirPlace() {
        Box place = new Box(5, 5, 70, 25);

        assertThat(new Field.Symbol(Encoding.SSCC_BARCODE, place, 0.508, 0.508, 25).barsMm())
                .isEqualTo(25);
        for (double bars : new double[] {-1, 25.1, 1e8, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    new Field.Symbol(
                                            Encoding.SSCC_BARCODE, place, 0.508, 0.508, bars))
                    .withMessageContaining("no higher than their place");
        }
    }

    @Test
    void labelsStayOnTheSheetAndApart() {
        Sheet.Labels cards = cards(new Sheet.Grid(2, 5, 15, 13.5, 95, 54));

        assertThat(cards.perPage()).isEqualTo(10);
        assertThat(cards.labelX(3)).isEqualTo(110);
        assertThat(cards.labelY(3)).isEqualTo(67.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cards(new Sheet.Grid(2, 6, 15, 13.5, 95, 54)))
                .withMessageContaining("run off");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cards(new Sheet.Grid(2, 5, 15, 13.5, 80, 54)))
                .withMessageContaining("overlap");
    }

    @Test
    void aLabelMustSuitTheLayout() {
        Sheet.Labels cards = cards(new Sheet.Grid(2, 5, 15, 13.5, 95, 54));

        assertThat(cards.refusal(layout(text(Wording.PRODUCT, new Box(5, 5, 20, 5))))).isEmpty();
        assertThat(cards.refusal(layout(text(Wording.PRODUCT, new Box(2, 5, 81.4, 5))))).isEmpty();
        assertThat(
                        cards.refusal(
                                new Layout(
                                        "Wide",
                                        new Outline.Rectangle(95, 54),
                                        3,
                                        0,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(text(Wording.PRODUCT, new Box(0, 5, 20, 5))),
                                        Optional.empty())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("product would be cut"));
        assertThat(
                        cards.refusal(
                                new Layout(
                                        "Disc",
                                        DISC,
                                        3,
                                        0,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("one is a disc"));
        assertThat(
                        new Sheet.TrimSize("Bureau", true, 5, 0)
                                .refusal(layout(text(Wording.PRODUCT, new Box(5, 5, 20, 5)))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("needs 5 mm"));
    }

    @Test
    void numbersAreWrittenShort() {
        Content content = new Content(1);
        content.number(0.0).number(-0.00001).number(12.5).number(-3.0625).number(100);
        content.number(0.24).number(841.8898);

        assertThat(content.toString()).isEqualTo("0 0 12.5 -3.0625 100 0.24 841.8898 ");
    }

    private static Sheet.Labels cards(Sheet.Grid grid) {
        return new Sheet.Labels("Cards", true, 210, 297, new Outline.Rectangle(85, 54), grid);
    }

    private static Field text(Wording wording, Box box) {
        return new Field.Text(wording, box, "", STYLE);
    }

    private static Field codeSymbol(Box box) {
        return new Field.Symbol(Encoding.CODE_QR, box, 0.33, 0.33, 0);
    }

    private static Field.Text turned(Box box, Field.Reads reads) {
        Field.Style style =
                new Field.Style(Typeface.SANS, 8, 6, Field.Align.LEFT, Colour.BLACK, reads);
        return new Field.Text(Wording.PRODUCT, box, "", style);
    }

    private static Layout holed(Optional<Box> hangHole, Field... fields) {
        return new Layout(
                "Card",
                CARD,
                3,
                2,
                Optional.empty(),
                hangHole,
                List.of(fields),
                Optional.empty());
    }

    private static Layout layout(Field... fields) {
        return new Layout(
                "Card",
                CARD,
                3,
                2,
                Optional.of(new Box(4, 30, 46, 8)),
                Optional.of(new Box(30, 45, 20, 6)),
                List.of(fields),
                Optional.empty());
    }
}

package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.printing.layout.Imposition.Placed;
import io.counterfoil.printing.layout.Placing.Flip;
import io.counterfoil.printing.layout.Placing.Order;
import io.counterfoil.printing.pdf.Points;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImpositionTest {
    private static final int TRIES = 300;
    private static final Outline CARD = new Outline.Rectangle(85.6, 53.98);

    @Property(seed = "20240229", tries = TRIES)
    void everyThingIsDealtOnceAndNoLabelTwice(
            @ForAll @IntRange(min = 1, max = 3_000) int things,
            @ForAll @IntRange(min = 1, max = 20) int perPage,
            @ForAll @IntRange(min = 0, max = 19) int used,
            @ForAll Order order) {
        Imposition imposition = imposition(used % perPage, perPage, order);

        List<List<Placed<Integer>>> sheets = deal(imposition, things);

        assertThat(sheets).hasSize(imposition.sheets(things));
        assertThat(sheets.stream().flatMap(List::stream).map(Placed::thing).sorted())
                .containsExactlyElementsOf(numbers(things));
        for (int sheet = 0; sheet < sheets.size(); sheet++) {
            List<Integer> labels = sheets.get(sheet).stream().map(Placed::label).toList();
            int first = sheet == 0 ? used % perPage : 0;
            assertThat(labels)
                    .as("sheet %d", sheet)
                    .isEqualTo(IntStream.range(first, first + labels.size()).boxed().toList());
            if (sheet < sheets.size() - 1) {
                assertThat(labels.getLast()).as("full").isEqualTo(perPage - 1);
            }
        }
    }

    @Property(seed = "20240229", tries = TRIES)
    void thePlaceOfOneIsTheOneThatItIsDealtTo(
            @ForAll @IntRange(min = 1, max = 5_000) int things,
            @ForAll @IntRange(min = 1, max = 20) int perPage,
            @ForAll @IntRange(min = 0, max = 19) int used,
            @ForAll Order order) {
        Imposition imposition = imposition(used % perPage, perPage, order);

        List<List<Placed<Integer>>> sheets = deal(imposition, things);

        for (int sheet = 0; sheet < sheets.size(); sheet++) {
            for (Placed<Integer> placed : sheets.get(sheet)) {
                assertThat(imposition.place(placed.thing(), things))
                        .as("thing %d", placed.thing())
                        .isEqualTo(new SheetPlace(sheet, placed.label()));
            }
        }
    }

    @Property(seed = "20240229", tries = TRIES)
    void inReadingOrderOneLabelFollowsTheOther(
            @ForAll @IntRange(min = 1, max = 500) int things,
            @ForAll @IntRange(min = 1, max = 20) int perPage,
            @ForAll @IntRange(min = 0, max = 19) int used) {
        Imposition imposition = imposition(used % perPage, perPage, Order.READING);

        assertThat(deal(imposition, things).stream().flatMap(List::stream).map(Placed::thing))
                .containsExactlyElementsOf(numbers(things));
    }

    @Property(seed = "20240229", tries = TRIES)
    void afterAStackIsCutItsPilesAreInSequence(
            @ForAll @IntRange(min = 1, max = 3_000) int things,
            @ForAll @IntRange(min = 1, max = 20) int perPage,
            @ForAll @IntRange(min = 0, max = 19) int used) {
        List<List<Placed<Integer>>> sheets =
                deal(imposition(used % perPage, perPage, Order.STACK), things);

        List<Integer> inHand = new ArrayList<>();
        for (int from = 0; from < sheets.size(); from += Imposition.STACK) {
            List<List<Placed<Integer>>> stack =
                    sheets.subList(from, Math.min(sheets.size(), from + Imposition.STACK));
            for (int label = 0; label < perPage; label++) {
                int pile = label;
                stack.stream()
                        .flatMap(List::stream)
                        .filter(placed -> placed.label() == pile)
                        .map(Placed::thing)
                        .forEach(inHand::add);
            }
        }
        assertThat(inHand).isEqualTo(numbers(things));
    }

    @Test
    void noMoreThanAStackIsRead() {
        Iterator<Integer> endless = IntStream.iterate(0, i -> i + 1).iterator();
        Iterator<List<Placed<Integer>>> sheets = imposition(0, 10, Order.STACK).sheets(endless);

        for (int sheet = 0; sheet < Imposition.STACK; sheet++) {
            sheets.next();
        }

        assertThat(endless.next()).isEqualTo(10 * Imposition.STACK);
    }

    @Test
    void afterTheLastSheetThereIsNone() {
        Iterator<List<Placed<Integer>>> none =
                imposition(0, 10, Order.READING).sheets(Collections.emptyIterator());

        assertThat(none.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(none::next);
    }

    @Property(seed = "20240229", tries = TRIES)
    void aBackLiesBehindItsFrontWhicheverWayThePaperIsTurned(
            @ForAll @DoubleRange(min = 210, max = 420) double width,
            @ForAll @DoubleRange(min = 210, max = 420) double height,
            @ForAll @DoubleRange(min = 0, max = 20) double x0,
            @ForAll @DoubleRange(min = 0, max = 20) double y0,
            @ForAll Flip flip) {
        Sheet sheet =
                new Sheet.Labels(
                        "Sheet", true, width, height, CARD, new Sheet.Grid(2, 3, x0, y0, 90, 60));
        Trims trims = new Trims(layout(), sheet, Printer.exact(300));
        boolean sideways = (height >= width) == (flip == Flip.LONG);

        for (int label = 0; label < sheet.perPage(); label++) {
            Box front = trims.front().get(label);
            Box back = trims.back(flip).get(label);
            double x = snapped(back.x());
            double y = snapped(back.y());
            // The page is turned over: left becomes right, or the upper edge the lower one.
            assertThat(sideways ? width - x - back.width() : x)
                    .isCloseTo(snapped(front.x()), within(0.1));
            assertThat(sideways ? y : height - y - back.height())
                    .isCloseTo(snapped(front.y()), within(0.1));
        }
    }

    @Test
    void aPrinterIsCorrectedAtTheCentresOfItems() {
        Sheet sheet =
                new Sheet.Labels(
                        "Sheet", true, 210, 297, CARD, new Sheet.Grid(2, 5, 15, 13.5, 95, 54));
        List<Box> exact = new Trims(layout(), sheet, Printer.exact(300)).front();
        Printer printer = new Printer(300, new Correction(0.6, -0.4, 99, 100));
        List<Box> moved = new Trims(layout(), sheet, printer).front();

        assertThat(exact.getFirst()).isEqualTo(new Box(15, 13.5, 85.6, 53.98));
        assertThat(moved.getFirst().x()).isEqualTo(15 + 0.6 - 0.01 * 57.8, within(1e-9));
        assertThat(moved.getLast().x()).isEqualTo(110 + 0.6 - 0.01 * 152.8, within(1e-9));
        assertThat(moved.getLast().y()).isEqualTo(229.5 - 0.4, within(1e-9));
        assertThat(moved.getLast().width()).isEqualTo(85.6);
    }

    @Test
    void theBackIsCorrectedByItsOwnNumbers() {
        Sheet sheet =
                new Sheet.Labels(
                        "Sheet", true, 210, 297, CARD, new Sheet.Grid(2, 5, 15, 13.5, 95, 54));
        Correction front = new Correction(0.6, 0, 100, 100);
        Correction back = new Correction(-0.5, 0.2, 100, 100);
        Trims exact = new Trims(layout(), sheet, Printer.exact(300));
        Trims moved = new Trims(layout(), sheet, new Printer(300, front, back));

        assertThat(moved.front().getFirst().x())
                .isEqualTo(exact.front().getFirst().x() + 0.6, within(1e-9));
        for (Placing.Flip flip : Placing.Flip.values()) {
            Box right = exact.back(flip).getFirst();
            assertThat(moved.back(flip).getFirst().x()).isEqualTo(right.x() - 0.5, within(1e-9));
            assertThat(moved.back(flip).getFirst().y()).isEqualTo(right.y() + 0.2, within(1e-9));
        }
        assertThat(new Trims(layout(), sheet, new Printer(300, front)).back(Placing.Flip.LONG))
                .as("those of the front where there are no others")
                .first()
                .satisfies(
                        box ->
                                assertThat(box.x())
                                        .isEqualTo(
                                                exact.back(Placing.Flip.LONG).getFirst().x() + 0.6,
                                                within(1e-9)));
    }

    @Test
    void printersAndPlacingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Printer(100, new Correction(0, 0, 100, 100)))
                .withMessageContaining("between 150 and 9600");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Printer(300, new Correction(15.5, 0, 100, 100)))
                .withMessage("An offset is between -15 and 15 mm, not 15.5.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Printer(300, new Correction(0, Double.NaN, 100, 100)))
                .withMessageContaining("not NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Printer(300, new Correction(0, 0, 0, 100)))
                .withMessage("A scale is between 95 and 105 per cent, not 0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Printer(300, new Correction(0, 0, 100, Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Placing(0, Order.READING, Flip.LONG, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slip("100000", "ü", "2", 1))
                .withMessageContaining("without accents");
        assertThatIllegalArgumentException().isThrownBy(() -> new Slip("100000", "1", "2", 0));
    }

    private static double snapped(double millimetres) {
        return Points.snapped(millimetres, 300) * 25.4 / 72;
    }

    private static Layout layout() {
        return new Layout(
                "Card",
                CARD,
                3,
                2,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static Imposition imposition(int used, int perPage, Order order) {
        return new Imposition(new Placing(used + 1, order, Flip.LONG, false), perPage);
    }

    private static List<List<Placed<Integer>>> deal(Imposition imposition, int things) {
        List<List<Placed<Integer>>> sheets = new ArrayList<>();
        imposition.sheets(numbers(things).iterator()).forEachRemaining(sheets::add);
        return sheets;
    }

    private static List<Integer> numbers(int things) {
        return IntStream.range(0, things).boxed().toList();
    }
}

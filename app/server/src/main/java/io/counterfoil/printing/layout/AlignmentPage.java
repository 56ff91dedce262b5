package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import io.counterfoil.printing.pdf.Words;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One alignment page: outlines and centres of all labels, rulers along two edges, and scales whose
 * marks bear the numbers that would correct the printer. Lengths are in millimetres from the upper
 * left corner of the page.
 */
final class AlignmentPage {
    private static final double THIN = 0.15;
    private static final double SMALL = 5;

    /** Half the length of a cross. */
    private static final double ARM_MM = 3;

    /** Where rulers run: printers leave the outer millimetres white. */
    private static final double RULER_MM = 6;

    private static final int RULER_START_MM = 10;

    /** Beyond this from the edges nothing is in the rulers' way. */
    private static final double CLEAR_MM = 17;

    /** How far a scale of offsets goes to both sides. */
    private static final double OFFSETS_MM = 5;

    /** Where scales of lengths begin, and how far they stay away from the other edge. */
    private static final double SCALE_START_MM = 15;

    /** How many per cent a scale of lengths goes to both sides. */
    private static final double SCALES = 3;

    /** What the operator is told to do with each side. */
    private static final Text FRONT = Text.of("Print at actual size, on plain paper.");

    private static final Text BACK =
            Text.of("Back: hold it against the light, and measure from the front's outlines.");

    private final Phrases phrases;
    private final Sheet sheet;
    private final Layout layout;
    private final int dpi;
    private final Correction correction;
    private final List<Box> labels;
    private final Text hint;
    private final Fonts fonts;
    private final double width;
    private final double height;
    private final Content content = new Content(1 << 14);

    /**
     * How a page calls things.
     *
     * @param name of the sheet, for orders
     * @param title of the sheet, for people
     * @param words in the language of whoever prints it
     */
    record Phrases(String name, Text title, Function<Text, String> words) {
        /** What programs call the whole document. */
        String documentTitle() {
            return say(Text.of("Alignment of {sheet}", "sheet", name));
        }

        private String say(Text text) {
            return words.apply(text);
        }

        private String say(String english) {
            return say(Text.of(english));
        }
    }

    private AlignmentPage(
            Phrases phrases,
            Trims trims,
            List<Box> items,
            Correction correction,
            Text hint,
            Fonts fonts) {
        this.phrases = phrases;
        this.sheet = trims.sheet();
        this.layout = trims.layout();
        this.dpi = trims.printer().dpi();
        this.correction = correction;
        this.hint = hint;
        this.fonts = fonts;
        this.width = sheet.pageWidth(layout);
        this.height = sheet.pageHeight(layout);
        Outline label = sheet.label(layout);
        this.labels = items.stream().map(trim -> around(trim, label)).toList();
    }

    /** The front of a page. */
    static AlignmentPage front(Phrases phrases, Trims trims, Fonts fonts) {
        return new AlignmentPage(
                phrases, trims, trims.front(), trims.printer().front(), FRONT, fonts);
    }

    /** Its back, as one sees it after turning the paper over this edge. */
    static AlignmentPage back(Phrases phrases, Trims trims, Placing.Flip flip, Fonts fonts) {
        return new AlignmentPage(
                phrases, trims, trims.back(flip), trims.printer().back(), BACK, fonts);
    }

    /** Draws everything. */
    Content draw() throws IOException {
        // From here on y goes down from the upper edge, as the signs of all numbers say.
        content.translate(0, Points.of(height)).number(THIN * Points.of(1)).raw("w\n");
        Outline label = sheet.label(layout);
        for (int index = 0; index < labels.size(); index++) {
            Box box = labels.get(index);
            content.raw("q ").translate(Points.of(box.x()), -Points.of(box.y()));
            OutlinePath.outline(label, content);
            content.raw("S Q\n");
            cross(box.centreX(), box.centreY());
            text(box.centreX() + 1, box.centreY() - 1, SMALL, Integer.toString(index + 1));
        }
        rulers();
        if (sheet instanceof Sheet.Labels) {
            offsetScales(
                    labels.stream()
                            .filter(box -> box.x() > CLEAR_MM && box.y() > CLEAR_MM)
                            .findFirst()
                            .orElse(labels.getLast()));
            lengthScales();
        }
        Box first = labels.getFirst();
        caption(label.words().moved(first.x(), first.y()));
        return content;
    }

    private static Box around(Box trim, Outline label) {
        return new Box(
                trim.centreX() - label.width() / 2,
                trim.centreY() - label.height() / 2,
                label.width(),
                label.height());
    }

    private void cross(double x, double y) {
        line(x - ARM_MM, y, x + ARM_MM, y);
        line(x, y - ARM_MM, x, y + ARM_MM);
    }

    /** Along the upper and the left edge, corrected as everything else that is printed. */
    private void rulers() throws IOException {
        for (int mm = RULER_START_MM; mm <= width; mm++) {
            double x = mm + correction.shiftX(mm);
            line(x, RULER_MM, x, RULER_MM + length(mm));
            if (mm % 10 == 0) {
                text(x + 0.3, RULER_MM + 5, SMALL, Integer.toString(mm));
            }
        }
        for (int mm = RULER_START_MM; mm <= height; mm++) {
            double y = mm + correction.shiftY(mm);
            line(RULER_MM, y, RULER_MM + length(mm), y);
            if (mm % 10 == 0) {
                text(RULER_MM + 3.2, y - 0.3, SMALL, Integer.toString(mm));
            }
        }
    }

    private static double length(int mm) {
        return mm % 10 == 0 ? 3 : mm % 5 == 0 ? 2.2 : 1.4;
    }

    /** Across two edges of a label: where its real edge lies, the new offset stands. */
    private void offsetScales(Box label) throws IOException {
        // The edge of a disc is at its bounds only in the middle; elsewhere a cross is there.
        double share = sheet.label(layout) instanceof Outline.Disc ? 0.5 : 0.25;
        double y = label.y() + label.height() * share;
        double x = label.x() + label.width() * share;
        line(label.x() - OFFSETS_MM, y, label.x() + OFFSETS_MM, y);
        line(x, label.y() - OFFSETS_MM, x, label.y() + OFFSETS_MM);
        for (int half = -60; half <= 60; half++) {
            double value = half / 2.0;
            double tick = half % 2 == 0 ? 1.6 : 0.9;
            double right = value - correction.offsetXMm();
            if (Math.abs(right) <= OFFSETS_MM) {
                line(label.x() + right, y - tick, label.x() + right, y);
                if (half % 4 == 0) {
                    centred(label.x() + right, y - 1.9, Words.millimetres(value));
                }
            }
            double down = value - correction.offsetYMm();
            if (Math.abs(down) <= OFFSETS_MM) {
                line(x, label.y() + down, x + tick, label.y() + down);
                if (half % 4 == 0) {
                    text(x + 2, label.y() + down + 0.6, SMALL, Words.millimetres(value));
                }
            }
        }
        text(label.x() + OFFSETS_MM + 0.8, y + 0.5, SMALL, phrases.say("offset x"));
        text(x - 1, label.y() + OFFSETS_MM + 2.6, SMALL, phrases.say("offset y"));
    }

    /** Not corrected: the mark that lies at the true length bears the scale that makes it true. */
    private void lengthScales() throws IOException {
        double across = length(width);
        double y = height * 0.55;
        line(SCALE_START_MM, y, SCALE_START_MM + across * (1 + SCALES / 100), y);
        line(SCALE_START_MM, y - 2, SCALE_START_MM, y + 2);
        text(
                SCALE_START_MM + 1,
                y + 2.6,
                SMALL,
                phrases.say(
                        Text.of(
                                "scale x: put 0 of a ruler here; read the number at its {length} mm",
                                "length",
                                across)));
        double down = length(height);
        double x = width * 0.55;
        line(x, SCALE_START_MM, x, SCALE_START_MM + down * (1 + SCALES / 100));
        line(x - 2, SCALE_START_MM, x + 2, SCALE_START_MM);
        text(
                x + 2.6,
                SCALE_START_MM + 0.6,
                SMALL,
                phrases.say(
                        Text.of("scale y: the same downwards, at {length} mm", "length", down)));
        for (int half = -6; half <= 6; half++) {
            double value = 100 + half / 2.0;
            double tick = half % 2 == 0 ? 2 : 1.2;
            double right = SCALE_START_MM + across * value / 100;
            double below = SCALE_START_MM + down * value / 100;
            line(right, y - tick, right, y);
            line(x, below, x + tick, below);
            if (half % 4 == 0) {
                centred(right, y - 2.3, Words.millimetres(value));
                text(x + 2.4, below + 0.6, SMALL, Words.millimetres(value));
            }
        }
    }

    /** The longest whole number of centimetres that can be measured. */
    private static double length(double side) {
        return Math.floor((side - 2 * SCALE_START_MM) / (1 + SCALES / 100) / 10) * 10;
    }

    private void caption(Box place) throws IOException {
        List<String> lines =
                List.of(
                        phrases.say(phrases.title()),
                        phrases.say(
                                        Text.of(
                                                "{sheet}, {number} on a page",
                                                "sheet",
                                                phrases.name(),
                                                "number",
                                                sheet.perPage()))
                                + (sheet.verified()
                                        ? ""
                                        : ", " + phrases.say("measures not checked")),
                        phrases.say(numbers()),
                        phrases.say(hint));
        double y = place.centreY() + place.height() / 12;
        double pitch = Math.min(3.6, (place.bottom() - y) / lines.size());
        for (String line : lines) {
            y += pitch;
            double size =
                    Math.min(
                            Points.of(pitch) / 1.3,
                            Points.of(place.width()) / fonts.width(Typeface.SANS, line));
            text(
                    place.centreX() - size * fonts.width(Typeface.SANS, line) / Points.of(1) / 2,
                    y,
                    size,
                    line);
        }
    }

    private Text numbers() {
        return new Text(
                "{dpi,number,0} dpi, offset {x,number,0.##} and {y,number,0.##} mm,"
                        + " scale {scalex,number,0.##} and {scaley,number,0.##} %",
                Map.of(
                        "dpi", dpi,
                        "x", correction.offsetXMm(),
                        "y", correction.offsetYMm(),
                        "scalex", correction.scaleX(),
                        "scaley", correction.scaleY()));
    }

    private void line(double x1, double y1, double x2, double y2) {
        content.number(Points.of(x1)).number(-Points.of(y1)).raw("m ");
        content.number(Points.of(x2)).number(-Points.of(y2)).raw("l S\n");
    }

    private void centred(double x, double y, String text) throws IOException {
        text(x - SMALL * fonts.width(Typeface.SANS, text) / Points.of(1) / 2, y, SMALL, text);
    }

    /** A line of text that begins at a point of its base line. */
    private void text(double x, double y, double size, String text) throws IOException {
        new TextPlace(
                        Typeface.SANS,
                        Colour.BLACK,
                        size,
                        Points.of(x),
                        -Points.of(y),
                        Field.Reads.ACROSS)
                .open(content)
                .raw(fonts.encode(Typeface.SANS, text))
                .endText();
    }
}

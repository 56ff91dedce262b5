package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.Glyphs;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Header and trailer of a volume: a few lines of black text, made ready for any slip. */
final class SlipFace {
    private static final int LINES = 6;
    private static final double LARGEST = 12;
    private static final double SMALLEST = 4;

    /** Distance of two base lines, in font sizes. */
    private static final double PITCH = 1.3;

    private final Box place;
    private final String product;
    private final String source;
    private final Glyphs glyphs;

    /**
     * Makes the slips of a job ready that {@link #refusal} let pass.
     *
     * @param place where they are printed, from the upper left corner of an item
     */
    SlipFace(PrintJob job, Box place, Fonts fonts) throws IOException {
        this.place = place;
        this.product = Columns.composed(job.goods().product());
        this.source = source(job);
        this.glyphs = new Glyphs(fonts, Typeface.SANS, characters(product));
    }

    private static String source(PrintJob job) {
        return job.layout() + " on " + job.sheet();
    }

    /** Every character that a slip can show, once. */
    private static String characters(String product) {
        String words = product + Piece.Notice.HEADER + Piece.Notice.TRAILER;
        return IntStream.concat(IntStream.rangeClosed(' ', '~'), words.codePoints())
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** Why a job can't have slips in this place; empty when it can. */
    static Optional<String> refusal(PrintJob job, Box place, Fonts fonts) throws IOException {
        String product = Columns.composed(job.goods().product());
        Optional<String> missing = fonts.missing(Typeface.SANS, product);
        if (missing.isPresent()) {
            return Optional.of(
                    Text.of(
                                    "The font has no sign for {text} in the product's name; please"
                                            + " print without slips.",
                                    "text",
                                    missing.get())
                            .toString());
        }
        double widest =
                Math.max(
                        fonts.width(Typeface.SANS, product),
                        fonts.width(Typeface.SANS, source(job)));
        return SMALLEST * widest <= Points.of(place.width())
                        && SMALLEST * PITCH * LINES <= Points.of(place.height())
                ? Optional.empty()
                : Optional.of(
                        "These labels are too small for a header and a trailer; please print"
                                + " without slips.");
    }

    /** Draws a notice; each line is as large as it can be. */
    void put(Piece.Notice notice, Content content) {
        Slip slip = notice.slip();
        List<String> lines =
                List.of(
                        notice.heading(),
                        "Run " + slip.run(),
                        product,
                        slip.first() + " – " + slip.last(),
                        String.format(
                                Locale.ROOT, "%,d items, %,d pages", slip.items(), notice.pages()),
                        source);
        double pitch = Math.min(LARGEST * PITCH, Points.of(place.height()) / LINES);
        double y = -Points.of(place.y());
        for (String line : lines) {
            double unit = glyphs.width(line);
            double size = Math.min(pitch / PITCH, Points.of(place.width()) / unit);
            double x = Points.of(place.centreX()) - size * unit / 2;
            y -= pitch;
            new TextPlace(Typeface.SANS, Colour.BLACK, size, x, y, Field.Reads.ACROSS)
                    .open(content);
            glyphs.put(line, content);
            content.endText();
        }
    }
}

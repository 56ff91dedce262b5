package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Looks at a logo before somebody keeps it, as strictly as at artwork: it is data, all vector, and
 * of a shape that fits the places of layouts.
 */
public final class LogoCheck {
    /** A logo is kept with each run, so that it is much smaller than artwork may be. */
    public static final int LARGEST_BYTES = 256 << 10;

    /** Longer than this, it would be a line in any place. */
    private static final double LONGEST = 10;

    /** Drawn much smaller or larger than it is, the rounding of numbers in a PDF would be seen. */
    private static final double SMALLEST_MM = 1;

    private static final double LARGEST_MM = 1_000;

    private static final int START = 1_000;
    private static final double DOTS = 500;
    private static final double MM_PER_INCH = 25.4;

    private LogoCheck() {}

    /** Why it can't be printed, in a sentence that says what to mend; empty when it can. */
    public static Optional<String> fault(Artwork logo) {
        if (logo.content().length > LARGEST_BYTES) {
            return Optional.of("The logo is larger than 256 KiB; please simplify it.");
        }
        if (logo.kind() == Artwork.Kind.SVG && !isMarkup(logo.content())) {
            return Optional.of(
                    Text.of(
                                    "{text} is neither an SVG nor a PDF. Please bring one of these"
                                            + " two: pictures made of dots, such as PNG and JPEG,"
                                            + " can't be printed sharply.",
                                    "text",
                                    logo.name())
                            .toString());
        }
        try (PDDocument document = new PDDocument()) {
            logo.requireVector();
            Artwork.Size size = logo.size();
            Optional<String> shape = shape(size);
            if (shape.isPresent()) {
                return shape;
            }
            // What can be drawn in inks can be drawn in the colours of a screen.
            logo.add(new Seed(), document, size.widthMm(), size.heightMm(), true);
            logo.picture(size.widthMm(), size.heightMm(), dpi(size));
            return Optional.empty();
        } catch (LetteringException e) {
            return Optional.of(e.ofLogo());
        } catch (TemplateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("A logo that can't be drawn in memory.", e);
        }
    }

    /** Whether it begins as XML does, in any of its encodings. */
    private static boolean isMarkup(byte[] content) {
        return new String(content, 0, Math.min(content.length, START), StandardCharsets.ISO_8859_1)
                .matches("(?s)[^\\x21-\\x3b\\x3d-\\x7e]*<.*");
    }

    /** As fine as it is looked at on a screen. */
    private static int dpi(Artwork.Size size) {
        double inches = Math.max(size.widthMm(), size.heightMm()) / MM_PER_INCH;
        return (int) Math.ceil(DOTS / inches);
    }

    private static Optional<String> shape(Artwork.Size size) {
        // Written so that what is no number is refused too.
        if (!(size.widthMm() > 0 && size.heightMm() > 0)) {
            return Optional.of(
                    "The logo has no size; please give it a viewBox, or width and height.");
        }
        double longer = Math.max(size.widthMm(), size.heightMm());
        if (longer < SMALLEST_MM || longer > LARGEST_MM) {
            return Optional.of(
                    Text.of(
                                    "The logo is {size}; please bring one whose longer side is"
                                            + " between 1 mm and 1 m.",
                                    "size",
                                    size.words())
                            .toString());
        }
        double aspect = size.widthMm() / size.heightMm();
        return aspect <= LONGEST && aspect >= 1 / LONGEST
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                        "The logo is {size}; please bring one whose longer side is"
                                                + " at most ten times the other one.",
                                        "size",
                                        size.words())
                                .toString());
    }
}

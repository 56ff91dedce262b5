package io.counterfoil.printing.brand;

import io.counterfoil.printing.artwork.Artwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Draws a logo as mail programs show it, which know no SVG. */
final class LogoPicture {
    /** A letter is no poster: in pixels of the message. */
    private static final int WIDEST = 220;

    private static final int HIGHEST = 44;

    /** Twice as many dots as are shown, for screens that have them. */
    private static final int DENSITY = 2;

    /** It goes along with each message; what is larger is a painting, and the name stands there. */
    private static final int LARGEST_BYTES = 64 << 10;

    private static final double MM_PER_INCH = 25.4;

    private LogoPicture() {}

    /** A logo that can be printed, as PNG on white; empty if it would weigh too much. */
    static Optional<byte[]> of(Artwork logo) {
        Artwork.Size size = logo.size();
        double dotsPerMm =
                DENSITY
                        * Math.min(WIDEST / size.widthMm(), HIGHEST / size.heightMm());
        int dpi = Math.max(1, (int) (dotsPerMm * MM_PER_INCH));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(logo.picture(size.widthMm(), size.heightMm(), dpi), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("A logo that can't be drawn in memory.", e);
        }
        return Optional.of(png.toByteArray()).filter(bytes -> bytes.length <= LARGEST_BYTES);
    }
}

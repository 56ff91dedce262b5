package io.counterfoil.printing.layout;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A page as a printer paints it: grey dots, row by row. */
final class Raster {
    private static final double MM_PER_INCH = 25.4;
    private static final int HALF = 128;

    private final byte[] grey;
    private final int width;
    private final int height;
    private final int dpi;

    private Raster(byte[] grey, int width, int height, int dpi) {
        this.grey = grey;
        this.width = width;
        this.height = height;
        this.dpi = dpi;
    }

    /** Reads a portable grey map, as pdftoppm writes it. */
    static Raster read(Path pgm, int dpi) throws IOException {
        byte[] file = Files.readAllBytes(pgm);
        String head = new String(file, 0, Math.min(file.length, 64), StandardCharsets.US_ASCII);
        String[] words = head.split("\\s", 5);
        if (!words[0].equals("P5") || !words[3].equals("255")) {
            throw new IOException(pgm + " is no grey map: " + head);
        }
        int width = Integer.parseInt(words[1]);
        int height = Integer.parseInt(words[2]);
        byte[] grey = Arrays.copyOfRange(file, file.length - width * height, file.length);
        return new Raster(grey, width, height, dpi);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int dots(double millimetres) {
        return (int) Math.round(millimetres * dpi / MM_PER_INCH);
    }

    int grey(int x, int y) {
        return grey[y * width + x] & 0xff;
    }

    boolean isDark(int x, int y) {
        return grey(x, y) < HALF;
    }

    /** The part in a place, in millimetres from the page's upper left corner. */
    Raster crop(Box box) {
        int left = dots(box.x());
        int top = dots(box.y());
        int right = dots(box.right());
        int bottom = dots(box.bottom());
        byte[] part = new byte[(right - left) * (bottom - top)];
        for (int y = top; y < bottom; y++) {
            System.arraycopy(
                    grey, y * width + left, part, (y - top) * (right - left), right - left);
        }
        return new Raster(part, right - left, bottom - top, dpi);
    }

    /** What ZXing reads in it. */
    String decoded(BarcodeFormat format) throws NotFoundException {
        PlanarYUVLuminanceSource dots =
                new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false);
        return new MultiFormatReader()
                .decode(
                        new BinaryBitmap(new GlobalHistogramBinarizer(dots)),
                        Map.of(
                                DecodeHintType.POSSIBLE_FORMATS,
                                List.of(format),
                                DecodeHintType.TRY_HARDER,
                                true))
                .getText();
    }

    /** Lengths of the dark and light runs of a row, from its first dark dot to its last. */
    List<Integer> runs(int y) {
        List<Integer> runs = new ArrayList<>();
        int start = -1;
        for (int x = 0; x < width; x++) {
            boolean changes = x == 0 ? isDark(x, y) : isDark(x, y) != isDark(x - 1, y);
            if (changes) {
                if (start >= 0) {
                    runs.add(x - start);
                }
                start = x;
            }
        }
        if (start >= 0 && isDark(width - 1, y)) {
            runs.add(width - start);
        }
        return runs;
    }

    /** The first row with a dark dot; the height for none. */
    int firstDarkRow() {
        int y = 0;
        while (y < height && firstDark(y) == width) {
            y++;
        }
        return y;
    }

    /** The first dark dot of a row; the width for none. */
    int firstDark(int y) {
        int x = 0;
        while (x < width && !isDark(x, y)) {
            x++;
        }
        return x;
    }

    /** The dot after the last dark one of a row; 0 for none. */
    int endOfDark(int y) {
        int x = width;
        while (x > 0 && !isDark(x - 1, y)) {
            x--;
        }
        return x;
    }

    /** The same seen along its columns. */
    Raster turned() {
        byte[] other = new byte[grey.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                other[x * height + y] = grey[y * width + x];
            }
        }
        return new Raster(other, /* width= */ height, /* height= */ width, dpi);
    }
}

package io.counterfoil.printing.barcode;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.BitSet;
import java.util.List;
import uk.org.okapibarcode.backend.Code128;
import uk.org.okapibarcode.backend.DataBarExpanded;
import uk.org.okapibarcode.backend.DataMatrix;
import uk.org.okapibarcode.backend.HumanReadableLocation;
import uk.org.okapibarcode.graphics.Rectangle;

/**
 * Symbols of GS1 element strings, in which application identifiers say what each part means (GS1
 * General Specifications 3). An element string is written with its identifiers in brackets: {@code
 * [01]04006381333931[21]10000000000019}.
 */
public final class Gs1 {
    private static final Quiet CODE_128_QUIET = new Quiet(10, 10, 0, 0);
    private static final Quiet DATA_MATRIX_QUIET = new Quiet(1, 1, 1, 1);
    private static final Quiet DATA_BAR_QUIET = new Quiet(1, 1, 0, 0);

    private static final int SSCC_DIGITS = 18;

    private Gs1() {}

    /** Whether a text is the number of a carton or pallet: 18 digits, the last a check digit. */
    public static boolean isSscc(String text) {
        return text.length() == SSCC_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Gtin.checkDigit(text.substring(0, SSCC_DIGITS - 1))
                        == text.charAt(SSCC_DIGITS - 1) - '0';
    }

    /**
     * The symbol of a carton or pallet: GS1-128 with application identifier 00 (GS1 General
     * Specifications 6.6).
     *
     * @param height of the bars in modules
     * @throws IllegalArgumentException if the number is no SSCC
     */
    public static Symbol sscc(String digits, int height) {
        if (!isSscc(digits)) {
            throw new IllegalArgumentException(
                    "An SSCC has 18 digits, and the last follows from the others.");
        }
        return code128("[00]" + digits, height);
    }

    /**
     * GS1-128, for cartons.
     *
     * @param height of the bars in modules
     */
    public static Symbol code128(String elements, int height) {
        Code128 symbol = new Code128();
        symbol.setBarHeight(1);
        BitSet row = rows(symbol, elements)[0];
        Rectangles rectangles = new Rectangles();
        rectangles.addRuns(row.length(), row::get, 0, height);
        return new Symbol(row.length(), height, CODE_128_QUIET, rectangles.toArray(), List.of());
    }

    /** GS1 DataMatrix, the smallest square that holds the elements. */
    public static Symbol dataMatrix(String elements) {
        DataMatrix symbol = new DataMatrix();
        symbol.setForceMode(DataMatrix.ForceMode.SQUARE);
        return matrix(symbol, elements, DATA_MATRIX_QUIET);
    }

    /**
     * GS1 DataBar Expanded Stacked: a till reads product and serial in one scan. Rows are 34
     * modules high.
     *
     * @param columns how many pairs of symbol characters stand in a row
     */
    public static Symbol dataBarExpandedStacked(String elements, int columns) {
        DataBarExpanded symbol = new DataBarExpanded();
        symbol.setStacked(true);
        symbol.setPreferredColumns(columns);
        return matrix(symbol, elements, DATA_BAR_QUIET);
    }

    private static Symbol matrix(
            uk.org.okapibarcode.backend.Symbol encoder, String elements, Quiet quiet) {
        BitSet[] rows = rows(encoder, elements);
        Rectangles rectangles = new Rectangles();
        rectangles.addMatrix(rows);
        return new Symbol(
                encoder.getWidth(),
                encoder.getHeight(),
                quiet,
                rectangles.toArray(),
                List.of());
    }

    private static BitSet[] rows(uk.org.okapibarcode.backend.Symbol encoder, String elements) {
        encoder.setDataType(uk.org.okapibarcode.backend.Symbol.DataType.GS1);
        encoder.setHumanReadableLocation(HumanReadableLocation.NONE);
        encoder.setContent(elements);
        int width = encoder.getWidth();
        int height = encoder.getHeight();
        BitSet[] rows = new BitSet[height];
        for (int row = 0; row < height; row++) {
            rows[row] = new BitSet(width);
        }
        for (Rectangle dark : encoder.getRectangles()) {
            int left = (int) dark.x;
            int top = (int) dark.y;
            for (int row = top; row < top + (int) dark.height; row++) {
                rows[row].set(left, left + (int) dark.width);
            }
        }
        return rows;
    }
}

package io.counterfoil.printing.barcode;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The eight masks of a QR code's version. Which one readers like best (ISO/IEC 18004, 7.8.3) is
 * most of the work of encoding: here each mask is laid over the same matrix, and whole rows are
 * judged at once. The choice is the encoder's own.
 */
final class QrMasks {
    /** Larger ones have rows longer than 64 modules. */
    private static final int LARGEST_VERSION = 11;

    private static final int MASKS = 8;
    private static final int BLOCK_PENALTY = 3;
    private static final int FINDER_PENALTY = 40;
    private static final int BALANCE_PENALTY = 10;

    private static final ConcurrentMap<Integer, QrMasks> KNOWN = new ConcurrentHashMap<>();

    private final int size;
    private final long all;
    private final long[][] rows = new long[MASKS][];
    private final long[][] columns = new long[MASKS][];

    private QrMasks(int version) {
        // Two masks over the same data differ in what the masks are, format bits included.
        Lines plain = Lines.of(any(version, 0));
        this.size = plain.rows.length;
        this.all = (1L << size) - 1;
        for (int mask = 0; mask < MASKS; mask++) {
            Lines lines = Lines.of(any(version, mask));
            rows[mask] = xor(lines.rows, plain.rows);
            columns[mask] = xor(lines.columns, plain.columns);
        }
    }

    /** The masks of a version; none if its symbols are too large. */
    static Optional<QrMasks> of(int version) {
        return version > LARGEST_VERSION
                ? Optional.empty()
                : Optional.of(KNOWN.computeIfAbsent(version, QrMasks::new));
    }

    /** A matrix by its lines. */
    private record Lines(long[] rows, long[] columns) {
        static Lines of(ByteMatrix matrix) {
            int size = matrix.getWidth();
            byte[][] modules = matrix.getArray();
            long[] rows = new long[size];
            long[] columns = new long[size];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    rows[y] |= (long) modules[y][x] << x;
                    columns[x] |= (long) modules[y][x] << y;
                }
            }
            return new Lines(rows, columns);
        }
    }

    private static ByteMatrix any(int version, int mask) {
        Map<EncodeHintType, Integer> hints =
                Map.of(EncodeHintType.QR_VERSION, version, EncodeHintType.QR_MASK_PATTERN, mask);
        try {
            return Encoder.encode("0", ErrorCorrectionLevel.M, hints).getMatrix();
        } catch (WriterException e) {
            throw new IllegalStateException("every version holds one digit", e);
        }
    }

    private static long[] xor(long[] lines, long[] others) {
        long[] both = new long[lines.length];
        for (int i = 0; i < lines.length; i++) {
            both[i] = lines[i] ^ others[i];
        }
        return both;
    }

    /** The rows of a symbol under its best mask. */
    BitSet[] best(ByteMatrix underMaskZero) {
        Lines plain = Lines.of(underMaskZero);
        long[] best = plain.rows;
        int least = Integer.MAX_VALUE;
        for (int mask = 0; mask < MASKS; mask++) {
            long[] masked = xor(plain.rows, rows[mask]);
            int penalty = penalty(masked, xor(plain.columns, columns[mask]));
            if (penalty < least) {
                least = penalty;
                best = masked;
            }
        }
        BitSet[] lines = new BitSet[size];
        for (int y = 0; y < size; y++) {
            lines[y] = BitSet.valueOf(new long[] {best[y]});
        }
        return lines;
    }

    private int penalty(long[] maskedRows, long[] maskedColumns) {
        int penalty = 0;
        int dark = 0;
        for (int i = 0; i < size; i++) {
            long row = maskedRows[i];
            penalty += linePenalty(row) + linePenalty(maskedColumns[i]);
            if (i + 1 < size) {
                penalty += blockPenalty(row, maskedRows[i + 1]);
            }
            dark += Long.bitCount(row);
        }
        int modules = size * size;
        return penalty + Math.abs(2 * dark - modules) * 10 / modules * BALANCE_PENALTY;
    }

    /** Runs of five and more, and what looks like a finder pattern with four light beside it. */
    private int linePenalty(long line) {
        long alike = ~(line ^ (line >>> 1)) & (all >>> 1);
        long fives = alike & (alike >>> 1) & (alike >>> 2) & (alike >>> 3);
        int runs = Long.bitCount(fives & ~(fives << 1));
        long finder =
                line
                        & ~(line >>> 1)
                        & (line >>> 2)
                        & (line >>> 3)
                        & (line >>> 4)
                        & ~(line >>> 5)
                        & (line >>> 6);
        int penalty = Long.bitCount(fives) + 2 * runs;
        if (finder != 0) {
            long light = ~line & all;
            long before = (light << 1) & (light << 2) & (light << 3) & (light << 4);
            long after = (light >>> 7) & (light >>> 8) & (light >>> 9) & (light >>> 10);
            penalty += FINDER_PENALTY * Long.bitCount(finder & (before | after));
        }
        return penalty;
    }

    /** Squares of four modules alike. */
    private int blockPenalty(long row, long below) {
        long alike = ~(row ^ below) & ~(row ^ (row >>> 1)) & ~(below ^ (below >>> 1));
        return BLOCK_PENALTY * Long.bitCount(alike & (all >>> 1));
    }
}

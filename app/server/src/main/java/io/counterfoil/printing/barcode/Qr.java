package io.counterfoil.printing.barcode;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** QR code (ISO/IEC 18004) with error correction M, which survives 15 % of damage. */
public final class Qr {
    private static final Quiet QUIET = new Quiet(4, 4, 4, 4);

    private Qr() {}

    /** The symbol for a text; none when it is longer than a QR code can hold (some 2,300 bytes). */
    public static Optional<Symbol> encode(String text) {
        ByteMatrix matrix;
        try {
            matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            return Optional.empty();
        }
        int size = matrix.getWidth();
        BitSet[] rows = new BitSet[size];
        for (int row = 0; row < size; row++) {
            rows[row] = new BitSet(size);
            for (int x = 0; x < size; x++) {
                rows[row].set(x, matrix.get(x, row) == 1);
            }
        }
        Rectangles rectangles = new Rectangles();
        rectangles.addMatrix(rows, size);
        return Optional.of(new Symbol(size, size, QUIET, rectangles.toArray(), List.of()));
    }
}

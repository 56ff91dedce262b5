package io.counterfoil.printing.barcode;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** QR code (ISO/IEC 18004) with error correction M, which survives 15 % of damage. */
public final class Qr {
    private static final Quiet QUIET = new Quiet(4, 4, 4, 4);
    private static final Map<EncodeHintType, Integer> UNDER_MASK_ZERO =
            Map.of(EncodeHintType.QR_MASK_PATTERN, 0);

    private Qr() {}

    /** The symbol for a text; none when it is longer than a QR code can hold (some 2,300 bytes). */
    public static Optional<Symbol> encode(String text) {
        BitSet[] rows;
        try {
            rows = rows(text);
        } catch (WriterException e) {
            return Optional.empty();
        }
        Rectangles rectangles = new Rectangles();
        rectangles.addMatrix(rows);
        return Optional.of(
                new Symbol(rows.length, rows.length, QUIET, rectangles.toArray(), List.of()));
    }

    private static BitSet[] rows(String text) throws WriterException {
        QRCode plain = Encoder.encode(text, ErrorCorrectionLevel.M, UNDER_MASK_ZERO);
        Optional<QrMasks> masks = QrMasks.of(plain.getVersion().getVersionNumber());
        return masks.isPresent()
                ? masks.get().best(plain.getMatrix())
                : rows(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
    }

    private static BitSet[] rows(ByteMatrix matrix) {
        int size = matrix.getWidth();
        BitSet[] rows = new BitSet[size];
        for (int row = 0; row < size; row++) {
            rows[row] = new BitSet(size);
            for (int x = 0; x < size; x++) {
                rows[row].set(x, matrix.get(x, row) == 1);
            }
        }
        return rows;
    }
}

package io.counterfoil.printing.layout;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import io.counterfoil.printing.barcode.Symbology;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads symbols in the grey picture of a page. */
final class SymbolReader {
    private static final int GTIN_DIGITS = 14;
    private static final List<Function<LuminanceSource, Binarizer>> WAYS =
            List.of(GlobalHistogramBinarizer::new, HybridBinarizer::new);

    private final byte[] dots;
    private final int width;
    private final int height;

    /** Reads in a picture of one byte a dot. */
    SymbolReader(BufferedImage grey) {
        this.dots = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        this.width = grey.getWidth();
        this.height = grey.getHeight();
    }

    /**
     * What the symbol in a place says; the place is in dots, and cut off at the page's edges.
     *
     * @return empty when nothing of this kind can be read there
     */
    Optional<String> read(Symbology symbology, int left, int top, int right, int bottom) {
        int x = Math.clamp(left, 0, width - 1);
        int y = Math.clamp(top, 0, height - 1);
        LuminanceSource place =
                new PlanarYUVLuminanceSource(
                        dots,
                        width,
                        height,
                        x,
                        y,
                        Math.clamp(right, x + 1, width) - x,
                        Math.clamp(bottom, y + 1, height) - y,
                        false);
        return WAYS.stream()
                .flatMap(way -> read(symbology, new BinaryBitmap(way.apply(place))).stream())
                .findFirst()
                .or(() -> symbology == Symbology.QR ? StraightQrReader.read(place) : Optional.empty())
                .map(text -> plain(symbology, text));
    }

    private static Optional<String> read(Symbology symbology, BinaryBitmap place) {
        Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
        hints.put(DecodeHintType.POSSIBLE_FORMATS, formats(symbology));
        hints.put(DecodeHintType.TRY_HARDER, true);
        try {
            return Optional.of(new MultiFormatReader().decode(place, hints).getText());
        } catch (NotFoundException unreadable) {
            return Optional.empty();
        }
    }

    private static List<BarcodeFormat> formats(Symbology symbology) {
        return switch (symbology) {
            case CODE_128, GS1_128 -> List.of(BarcodeFormat.CODE_128);
            case EAN_UPC -> List.of(BarcodeFormat.EAN_13, BarcodeFormat.UPC_A, BarcodeFormat.EAN_8);
            case DATA_BAR -> List.of(BarcodeFormat.RSS_EXPANDED);
            case DATA_MATRIX -> List.of(BarcodeFormat.DATA_MATRIX);
            case QR -> List.of(BarcodeFormat.QR_CODE);
        };
    }

    /** The same text whatever this reader adds to it: brackets, separators, or fewer zeros. */
    private static String plain(Symbology symbology, String text) {
        return switch (symbology) {
            case CODE_128, QR -> text;
            case EAN_UPC -> "0".repeat(Math.max(0, GTIN_DIGITS - text.length())) + text;
            case GS1_128, DATA_BAR, DATA_MATRIX -> text.replaceAll("[^0-9A-Za-z]", "");
        };
    }
}

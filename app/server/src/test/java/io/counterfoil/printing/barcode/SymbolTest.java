package io.counterfoil.printing.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.Symbol.Caption;
import io.counterfoil.printing.barcode.Symbol.Quiet;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SymbolTest {
    private static final Gtin EAN = new Gtin("04006381333931");
    private static final Gtin UPC = new Gtin("00036000291452");
    private static final Gtin CASE = new Gtin("10614141000415");

    @Test
    void serialTakes112ModulesAndTenMoreOnEachSide() {
        Symbol symbol = Code128.encode("10000000000019", 20);

        assertThat(symbol.width()).isEqualTo(112);
        assertThat(symbol.outerWidth()).isEqualTo(132);
        assertThat(symbol.height()).isEqualTo(20);
        // Start C is 2-1-1-2-3-2, the stop pattern 2-3-3-1-1-1-2.
        assertThat(bars(symbol, 11)).isEqualTo("11010011100");
        assertThat(row(symbol, 0).substring(99)).isEqualTo("1100011101011");
    }

    @Test
    void guardsOfAnEanReachBelowTheOtherBars() {
        Symbol symbol = EanUpc.encode(EAN, 50).orElseThrow();

        assertThat(symbol.width()).isEqualTo(95);
        assertThat(symbol.height()).isEqualTo(55);
        assertThat(symbol.quiet()).isEqualTo(new Quiet(11, 7, 0, 0));
        assertThat(dark(symbol, 54)).containsExactly(0, 2, 46, 48, 92, 94);
        assertThat(dark(symbol, 49)).hasSizeGreaterThan(6).contains(0, 2, 46, 48, 92, 94);
    }

    @Test
    void digitsStandBelowTheirBars() {
        assertThat(EanUpc.encode(EAN, 50).orElseThrow().captions())
                .containsExactly(
                        new Caption("4", -10, 7),
                        new Caption("006381", 3, 7),
                        new Caption("333931", 50, 7));
        assertThat(EanUpc.encode(UPC, 50).orElseThrow().captions())
                .extracting(Caption::text)
                .containsExactly("0", "36000", "29145", "2");
    }

    @Test
    void upcHasLongOuterDigitsAndEvenQuietZones() {
        Symbol symbol = EanUpc.encode(UPC, 50).orElseThrow();

        assertThat(symbol.quiet()).isEqualTo(new Quiet(9, 9, 0, 0));
        assertThat(dark(symbol, 54)).hasSizeGreaterThan(6).noneMatch(x -> x >= 10 && x < 45);
        assertThat(dark(symbol, 54)).noneMatch(x -> x >= 50 && x < 85);
    }

    @Test
    void aCaseHasNoPriceSymbol() {
        assertThat(EanUpc.encode(CASE, 50)).isEmpty();
    }

    @Test
    void qrRectanglesAreExactlyTheMatrixAndJoinAllThatTouches() throws WriterException {
        String text = "https://backup.example.com/redeem";
        Symbol symbol = Qr.encode(text).orElseThrow();
        int size = symbol.width();
        BitSet dark = new BitSet();
        BitSet joined = new BitSet();
        symbol.draw(
                (x, y, width, height, above, below) -> {
                    for (int column = x; column < x + width; column++) {
                        for (int row = y; row < y + height; row++) {
                            assertThat(dark.get(row * size + column)).isFalse();
                            dark.set(row * size + column);
                        }
                        int first = above ? y : y + 1;
                        int last = below ? y + height : y + height - 1;
                        for (int row = first; row <= last; row++) {
                            joined.set(row * size + column);
                        }
                    }
                });

        assertThat(size).isEqualTo(29);
        ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        for (int i = 0; i < size * size; i++) {
            assertThat(dark.get(i)).isEqualTo(matrix.get(i % size, i / size) == 1);
            assertThat(joined.get(i)).isEqualTo(i >= size && dark.get(i) && dark.get(i - size));
        }
    }

    @Test
    void aQrCodeHasTheMaskThatItsEncoderWouldChoose() throws WriterException {
        for (int length = 1; length <= 300; length += 2) {
            String text = "HTTPS://B.EXAMPLE/" + "x7Q/".repeat(75).substring(0, length);
            Symbol symbol = Qr.encode(text).orElseThrow();
            ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            BitSet modules = new BitSet();
            int size = symbol.width();
            symbol.draw(
                    (x, y, width, height, above, below) -> {
                        for (int row = y; row < y + height; row++) {
                            modules.set(row * size + x, row * size + x + width);
                        }
                    });
            for (int i = 0; i < size * size; i++) {
                assertThat(modules.get(i)).isEqualTo(matrix.get(i % size, i / size) == 1);
            }
        }
    }

    @Test
    void aTextTooLongForQrIsNoSymbol() {
        assertThat(Qr.encode("x".repeat(2_400))).isEmpty();
    }

    private static List<Integer> dark(Symbol symbol, int y) {
        TreeSet<Integer> columns = new TreeSet<>();
        symbol.draw(
                (x, top, width, height, above, below) -> {
                    if (top <= y && y < top + height) {
                        for (int column = x; column < x + width; column++) {
                            columns.add(column);
                        }
                    }
                });
        return List.copyOf(columns);
    }

    private static String row(Symbol symbol, int y) {
        List<Integer> dark = dark(symbol, y);
        StringBuilder row = new StringBuilder();
        for (int x = 0; x < symbol.width(); x++) {
            row.append(dark.contains(x) ? '1' : '0');
        }
        return row.toString();
    }

    private static String bars(Symbol symbol, int modules) {
        return row(symbol, 0).substring(0, modules);
    }
}

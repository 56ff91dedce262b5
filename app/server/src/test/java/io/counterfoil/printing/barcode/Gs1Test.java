package io.counterfoil.printing.barcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Reads symbols back with a decoder that shares no code with their encoder. */
class Gs1Test {
    private static final Gtin GTIN = new Gtin("04006381333931");
    private static final int PIXELS = 3;
    private static final int MARGIN = 12;

    @Property(tries = 200, seed = "20240229")
    void everySymbolReadsAsItsGtinAndSerial(
            @ForAll @IntRange(min = 100_000, max = 999_999) int run,
            @ForAll @IntRange(min = 1, max = 9_999_999) int sequence)
            throws NotFoundException {
        String serial = SerialNumber.of(run, sequence).toString();
        String elements = GTIN.withSerial(serial);

        assertThat(read(Gs1.code128(elements, 40), BarcodeFormat.CODE_128))
                .isEqualTo("]C1" + "0104006381333931" + "21" + serial);
        assertThat(read(Gs1.dataMatrix(elements), BarcodeFormat.DATA_MATRIX))
                .endsWith("0104006381333931" + "21" + serial);
        assertThat(read(Gs1.dataBarExpandedStacked(elements, 2), BarcodeFormat.RSS_EXPANDED))
                .isEqualTo("(01)04006381333931(21)" + serial);
        assertThat(
                        read(
                                Qr.encode(GTIN.digitalLink("backup.example.com", serial))
                                        .orElseThrow(),
                                BarcodeFormat.QR_CODE))
                .isEqualTo("HTTPS://BACKUP.EXAMPLE.COM/01/04006381333931/21/" + serial);
    }

    @Property(tries = 200, seed = "20240229")
    void symbolsOfAllSerialsAreAlikeInSize(
            @ForAll @IntRange(min = 100_000, max = 999_999) int run,
            @ForAll @IntRange(min = 1, max = 9_999_999) int sequence) {
        String any = GTIN.withSerial("0".repeat(SerialNumber.DIGITS));
        String elements = GTIN.withSerial(SerialNumber.of(run, sequence).toString());

        assertSameSize(Gs1.code128(elements, 40), Gs1.code128(any, 40));
        assertSameSize(Gs1.dataMatrix(elements), Gs1.dataMatrix(any));
        assertSameSize(Gs1.dataBarExpandedStacked(elements, 2), Gs1.dataBarExpandedStacked(any, 2));
    }

    @Test
    void priceSymbolsOfEachLengthReadAsTheirNumber() throws NotFoundException {
        assertThat(read(price("04006381333931"), BarcodeFormat.EAN_13)).isEqualTo("4006381333931");
        assertThat(read(price("00036000291452"), BarcodeFormat.UPC_A)).isEqualTo("036000291452");
        assertThat(read(price("00000096385074"), BarcodeFormat.EAN_8)).isEqualTo("96385074");
    }

    @Test
    void aCartonsSymbolReadsAsItsNumberAndAWrongNumberHasNone() throws NotFoundException {
        assertThat(read(Gs1.sscc("340063810000000018", 62), BarcodeFormat.CODE_128))
                .isEqualTo("]C1" + "00" + "340063810000000018");
        for (String wrong :
                List.of("340063810000000016", "34006381000000001", "", "3400638100000000A5")) {
            assertThat(Gs1.isSscc(wrong)).as(wrong).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> Gs1.sscc(wrong, 62));
        }
    }

    @Test
    void theBarsOfACartonsSymbolAreTheSameHoweverHighTheyAre() {
        assertThat(bars(Gs1.sscc("340063810000000018", 300), 300))
                .isEqualTo(bars(Gs1.sscc("340063810000000018", 64), 64));
    }

    /** Where each bar begins and how wide it is. */
    private static List<List<Integer>> bars(Symbol symbol, int height) {
        List<List<Integer>> bars = new ArrayList<>();
        symbol.draw(
                (x, y, w, h, above, below) -> {
                    assertThat(h).isEqualTo(height);
                    bars.add(List.of(x, w));
                });
        return bars;
    }

    private static Symbol price(String gtin) {
        return EanUpc.encode(new Gtin(gtin), 40).orElseThrow();
    }

    private static void assertSameSize(Symbol one, Symbol other) {
        assertThat(one.width()).isEqualTo(other.width());
        assertThat(one.height()).isEqualTo(other.height());
    }

    private static String read(Symbol symbol, BarcodeFormat format) throws NotFoundException {
        int width = PIXELS * (symbol.width() + 2 * MARGIN);
        int height = PIXELS * (symbol.height() + 2 * MARGIN);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, 0xffffff);
        symbol.draw(
                (x, y, w, h, above, below) -> {
                    for (int row = 0; row < PIXELS * h; row++) {
                        int from = (PIXELS * (MARGIN + y) + row) * width + PIXELS * (MARGIN + x);
                        Arrays.fill(pixels, from, from + PIXELS * w, 0);
                    }
                });
        Result result =
                new MultiFormatReader()
                        .decode(
                                new BinaryBitmap(
                                        new GlobalHistogramBinarizer(
                                                new RGBLuminanceSource(width, height, pixels))),
                                Map.of(
                                        DecodeHintType.POSSIBLE_FORMATS, List.of(format),
                                        DecodeHintType.ASSUME_GS1, true,
                                        DecodeHintType.TRY_HARDER, true,
                                        // The search for corners misses one QR code of 400.
                                        DecodeHintType.PURE_BARCODE, true));
        // The decoder takes a check character of 102, which is also FNC1, for a separator at the
        // end.
        return result.getText().replaceFirst("\u001d$", "");
    }
}

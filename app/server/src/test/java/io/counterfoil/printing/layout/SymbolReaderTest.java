package io.counterfoil.printing.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.barcode.Qr;
import io.counterfoil.printing.barcode.Symbol;
import io.counterfoil.printing.barcode.Symbology;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of the check before release, on pictures of five dots a module. */
class SymbolReaderTest {
    private static final int DOTS = 5;

    /** Three of 1,000 taken by chance in which a search for corners finds a wrong one. */
    @ParameterizedTest
    @ValueSource(strings = {"44470177983410", "96423099985584", "96588534099279"})
    void qrCodesThatLookAsIfTheyHadMoreCornersAreRead(String serial) {
        String link = new Gtin("04006381333931").digitalLink("backup.example", serial);

        assertThat(read(Qr.encode(link).orElseThrow())).contains(link);
    }

    private static Optional<String> read(Symbol symbol) {
        int width = DOTS * symbol.outerWidth();
        int height = DOTS * symbol.outerHeight();
        BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D page = grey.createGraphics();
        page.setColor(Color.WHITE);
        page.fillRect(0, 0, width, height);
        page.translate(DOTS * symbol.quiet().left(), DOTS * symbol.quiet().top());
        page.setColor(Color.BLACK);
        symbol.draw(
                (x, y, wide, high, above, below) ->
                        page.fillRect(DOTS * x, DOTS * y, DOTS * wide, DOTS * high));
        page.dispose();
        return new SymbolReader(grey).read(Symbology.QR, 0, 0, width, height);
    }
}

package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.Symbology;
import java.util.Locale;

/** What a symbol place shows. */
enum Encoding {
    /** The serial number as Code 128. */
    SERIAL_BARCODE(Symbology.CODE_128),
    /** The product's price symbol; the place stays empty for a product without a GTIN. */
    EAN(Symbology.EAN_13),
    /** The address of the page that redeems codes, never the code. */
    REDEEM_QR(Symbology.QR);

    private final Symbology symbology;

    Encoding(Symbology symbology) {
        this.symbology = symbology;
    }

    Symbology symbology() {
        return symbology;
    }

    /** The place's name in a layout file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

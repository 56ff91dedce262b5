package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.Symbology;
import java.util.Locale;

/** What a symbol place shows. */
enum Encoding {
    /** The serial number as Code 128. */
    SERIAL_BARCODE(Symbology.CODE_128),
    /** The product's price symbol; the place stays empty for a product without a GTIN. */
    EAN(Symbology.EAN_UPC),
    /** GTIN and serial as GS1-128; empty for a product without a GTIN, as all that name it. */
    GS1_128(Symbology.GS1_128),
    /** GTIN and serial as GS1 DataMatrix. */
    GS1_DATA_MATRIX(Symbology.DATA_MATRIX),
    /** GTIN and serial as GS1 DataBar Expanded Stacked, for tills that activate in one scan. */
    GS1_DATA_BAR(Symbology.DATA_BAR),
    /** GTIN and serial as a GS1 Digital Link in a QR code. */
    DIGITAL_LINK_QR(Symbology.QR),
    /** The number of a carton as GS1-128 with application identifier 00. */
    SSCC_BARCODE(Symbology.GS1_128),
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

package io.counterfoil.printing.layout;

import io.counterfoil.printing.barcode.Symbology;
import java.util.List;
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
    REDEEM_QR(Symbology.QR),
    /** The redemption code, for the camera of whoever scratched its panel free. */
    CODE_QR(Symbology.QR);

    /** What a list calls the number of a product. */
    static final String GTIN = "gtin";

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

    /** What has to be known to encode it. */
    List<String> needs() {
        return switch (this) {
            case SERIAL_BARCODE -> List.of(Wording.SERIAL.key());
            case EAN -> List.of(GTIN);
            case GS1_128, GS1_DATA_MATRIX, GS1_DATA_BAR -> List.of(GTIN, Wording.SERIAL.key());
            case DIGITAL_LINK_QR ->
                    List.of(GTIN, Wording.SERIAL.key(), Wording.WEB_ADDRESS.key());
            case SSCC_BARCODE -> List.of(Wording.SSCC.key());
            case REDEEM_QR -> List.of(Wording.WEB_ADDRESS.key());
            case CODE_QR -> List.of(Wording.CODE.key());
        };
    }
}

package io.counterfoil.printing.layout;

import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.printing.barcode.Symbology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a layout promises to show on every item, worked out from the layout and the job alone: what
 * was drawn is compared with it.
 */
record Promises(Layout layout, PrintJob job) {
    /**
     * A symbol that a reader must find.
     *
     * @param box where, light border included
     * @param content what it must say
     */
    record Expected(Symbology symbology, Box box, String content) {
        /** Without what it says, which may be a code. */
        @Override
        public String toString() {
            return symbology + " at " + box;
        }
    }

    /** Whether the item shows its serial as text. */
    boolean showsSerial() {
        return layout.fields().stream()
                .anyMatch(
                        field ->
                                field instanceof Field.Text text
                                        && text.wording() == Wording.SERIAL);
    }

    /** Whether the item shows its code. */
    boolean showsCode() {
        return layout.showsCode();
    }

    /** The symbols of this item. */
    List<Expected> symbols(Item item) {
        List<Expected> symbols = new ArrayList<>();
        for (Field field : layout.fields()) {
            if (field instanceof Field.Symbol symbol) {
                content(symbol.encoding(), item)
                        .map(
                                content ->
                                        new Expected(
                                                symbol.encoding().symbology(),
                                                symbol.box(),
                                                content))
                        .ifPresent(symbols::add);
            }
        }
        return symbols;
    }

    /** Empty where the place stays empty, for want of a GTIN. */
    private Optional<String> content(Encoding encoding, Item item) {
        String serial = item.serial().toString();
        Optional<Gtin> gtin = job.goods().gtin();
        return switch (encoding) {
            case SERIAL_BARCODE -> Optional.of(serial);
            case REDEEM_QR -> Optional.of(job.issuer().redeemUrl());
            case CODE_QR -> item.code().map(RedemptionCode::reveal);
            case EAN -> gtin.map(Gtin::gtin14);
            case GS1_128, GS1_DATA_MATRIX, GS1_DATA_BAR ->
                    gtin.map(product -> "01" + product.gtin14() + "21" + serial);
            case DIGITAL_LINK_QR ->
                    gtin.map(product -> product.digitalLink(job.issuer().webAddress(), serial));
            // Items are in cartons, but have no number of one.
            case SSCC_BARCODE -> Optional.empty();
        };
    }
}

package io.counterfoil.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/**
 * A QR code for a page, as the numbers of an SVG: black on white, whatever colours the page has.
 *
 * @param size how many modules it is wide, with its quiet zone
 * @param path the black ones, a unit square each, as the data of an SVG path
 */
public record QrPicture(int size, String path) {

    /**
     * The picture of a text.
     *
     * @throws IllegalArgumentException if it is too long for a QR code
     */
    public static QrPicture of(String text) {
        BitMatrix modules;
        try {
            modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return new QrPicture(modules.getWidth(), path.toString());
    }
}

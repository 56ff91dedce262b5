package io.counterfoil.printing.artwork;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/**
 * Filters whose result is a picture. It is as large as the packed picture itself says, whatever the
 * file says of it.
 */
final class PdfPictures {
    /** An A4 page at 600 dpi has 35 million. */
    static final long MOST_DOTS = 50_000_000;

    private static final Set<COSName> PHOTOGRAPHS =
            Set.of(COSName.DCT_DECODE, COSName.DCT_DECODE_ABBREVIATION);

    private static final Set<COSName> FAXES =
            Set.of(COSName.CCITTFAX_DECODE, COSName.CCITTFAX_DECODE_ABBREVIATION);

    /** Nothing here unpacks these, so that they can't become large. */
    private static final Set<COSName> OTHERS = Set.of(COSName.JPX_DECODE, COSName.JBIG2_DECODE);

    /** Dots in a row of a fax that says nothing of it. */
    private static final int FAX_COLUMNS = 1_728;

    private PdfPictures() {}

    static boolean isOne(COSName filter) {
        return PHOTOGRAPHS.contains(filter) || FAXES.contains(filter) || OTHERS.contains(filter);
    }

    /**
     * How many dots a picture has when it is unpacked.
     *
     * @param how the entries of its stream
     * @param packed is read as far as its size is known
     */
    static long dots(COSName filter, COSDictionary how, InputStream packed) throws IOException {
        if (PHOTOGRAPHS.contains(filter)) {
            return dots(packed);
        }
        return FAXES.contains(filter) ? dots(how) : 0;
    }

    private static long dots(InputStream photograph) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("JPEG").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(photograph)) {
            // Some have the end of a line before them.
            if (in.read() != '\n') {
                in.seek(0);
            }
            reader.setInput(in, true, true);
            return (long) reader.getWidth(0) * reader.getHeight(0);
        } finally {
            reader.dispose();
        }
    }

    private static long dots(COSDictionary fax) {
        COSDictionary how =
                switch (fax.getDictionaryObject(COSName.DP, COSName.DECODE_PARMS)) {
                    case COSDictionary one -> one;
                    case COSArray several
                                    when several.size() > 0
                                            && several.getObject(0) instanceof COSDictionary one ->
                            one;
                    case null, default -> new COSDictionary();
                };
        // The library falls back to this where the two don't go together.
        long columns = Math.max(FAX_COLUMNS, how.getInt(COSName.COLUMNS, 0));
        long rows =
                Math.max(
                        how.getInt(COSName.ROWS, 0),
                        fax.getInt(COSName.H, COSName.HEIGHT, 0));
        return columns * rows;
    }
}

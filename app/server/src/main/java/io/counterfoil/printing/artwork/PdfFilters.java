package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.jspecify.annotations.Nullable;

/**
 * In which ways the streams of a file are packed. Others than these no drawing needs, and several at
 * once would make gigabytes of very little.
 */
final class PdfFilters {
    /** Rows are in memory before anything is unpacked. */
    private static final long LONGEST_ROW = 1L << 20;

    private static final Set<COSName> LETTERS =
            Set.of(
                    COSName.ASCII85_DECODE,
                    COSName.ASCII85_DECODE_ABBREVIATION,
                    COSName.ASCII_HEX_DECODE,
                    COSName.ASCII_HEX_DECODE_ABBREVIATION);

    private static final Set<COSName> PACKED =
            Set.of(
                    COSName.FLATE_DECODE,
                    COSName.FLATE_DECODE_ABBREVIATION,
                    COSName.LZW_DECODE,
                    COSName.LZW_DECODE_ABBREVIATION,
                    COSName.RUN_LENGTH_DECODE,
                    COSName.RUN_LENGTH_DECODE_ABBREVIATION);

    private final String name;

    /**
     * Looks at one file.
     *
     * @param name for messages
     */
    PdfFilters(String name) {
        this.name = name;
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }

    /**
     * Filters in their order; at most one of them makes more of less.
     *
     * @param named what a stream says of them
     * @throws TemplateException if they are unknown or combined in an unusual way
     */
    List<COSName> of(@Nullable COSBase named) {
        List<COSName> filters =
                switch (named) {
                    case COSName filter -> List.of(filter);
                    case COSArray several ->
                            several.toList().stream()
                                    .map(each -> each instanceof COSName filter ? filter : null)
                                    .map(this::known)
                                    .toList();
                    case COSObject elsewhere -> throw unusual();
                    case null, default -> List.of();
                };
        boolean usual =
                switch (filters.size()) {
                    case 0 -> true;
                    case 1 -> isKnown(filters.getFirst());
                    default ->
                            filters.stream().anyMatch(PdfPictures::isOne)
                                    || (filters.size() == 2
                                            && LETTERS.contains(filters.getFirst())
                                            && PACKED.contains(filters.getLast()));
                };
        if (!usual) {
            throw unusual();
        }
        return filters;
    }

    private COSName known(@Nullable COSName filter) {
        if (filter == null || !isKnown(filter)) {
            throw unusual();
        }
        return filter;
    }

    private static boolean isKnown(COSName filter) {
        return LETTERS.contains(filter) || PACKED.contains(filter) || PdfPictures.isOne(filter);
    }

    private TemplateException unusual() {
        return refused("is packed in an unusual way; please export it anew.");
    }

    /**
     * Lets pass what says how rows are packed.
     *
     * @throws TemplateException if one of them would be longer than a MiB
     */
    void requireShortRows(COSDictionary packed) {
        for (COSName key : List.of(COSName.DECODE_PARMS, COSName.DP)) {
            requireShortRows(packed.getItem(key));
        }
    }

    private void requireShortRows(@Nullable COSBase said) {
        switch (said) {
            case COSDictionary how -> requireShortRow(how);
            case COSArray each -> each.forEach(one -> requireShortRows(one));
            case COSObject elsewhere -> {
                // What can't be read yet might be anything later.
                if (elsewhere.getObject() instanceof COSDictionary how) {
                    requireShortRow(how);
                } else {
                    throw unusual();
                }
            }
            case null, default -> {
                // Nothing is said of it.
            }
        }
    }

    private void requireShortRow(COSDictionary how) {
        long columns = how.getInt(COSName.COLUMNS, 1);
        long bits =
                Math.max(1, how.getInt(COSName.COLORS, 1))
                        * (long) Math.max(1, how.getInt(COSName.BITS_PER_COMPONENT, 8));
        if (columns < 0
                || bits > LONGEST_ROW
                || columns * bits / Byte.SIZE > LONGEST_ROW) {
            throw refused("has rows that are too long; please export it anew.");
        }
    }
}

package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of a file unpack to. The library unpacks each into memory as a whole, and a few
 * kilobytes can become gigabytes, so all are measured before it may.
 */
final class PdfStreams {
    private static final long MOST_BYTES = 64L << 20;

    /** What objects are packed in becomes some thirty times as much when it is read. */
    private static final long MOST_OF_OBJECTS = 4L << 20;

    private static final int MOST_REFERENCES = 100_000;

    private static final int CHUNK = 1 << 16;

    private final String name;
    private final PdfFilters filters;
    private long bytes;
    private long bytesOfObjects;

    /**
     * Measures one file.
     *
     * @param name for messages
     */
    PdfStreams(String name) {
        this.name = name;
        this.filters = new PdfFilters(name);
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }

    /**
     * Lets a stream pass that was not unpacked yet.
     *
     * @throws TemplateException if it can't be measured, or all streams together have more than 64
     *     MiB
     */
    void require(COSStream stream) throws IOException {
        long unpacked = measured(stream, stream.getItem(COSName.FILTER), stream::createRawInputStream);
        if (stream.containsKey(COSName.FIRST)) {
            bytesOfObjects += unpacked;
            if (bytesOfObjects > MOST_OF_OBJECTS) {
                throw tooManyObjects();
            }
        }
        if (stream.containsKey(COSName.W)) {
            requireFewReferences(stream, unpacked);
        }
    }

    /**
     * Lets a picture pass that is among the operators.
     *
     * @param how its entries
     * @throws TemplateException if it can't be measured, or all that was measured has more than 64
     *     MiB
     */
    void requireInline(COSDictionary how, byte[] packed) throws IOException {
        measured(
                how,
                how.getItem(COSName.F, COSName.FILTER),
                () -> new ByteArrayInputStream(packed));
    }

    /** What is in a file, as it is there. */
    private interface Packed {
        InputStream open() throws IOException;
    }

    /** How many bytes it unpacks to; none for a picture, which is measured by its dots. */
    private long measured(COSDictionary how, @Nullable COSBase filter, Packed packed)
            throws IOException {
        filters.requireShortRows(how);
        List<COSName> ways = filters.of(filter);
        if (ways.stream().anyMatch(PdfPictures::isOne)) {
            if (ways.size() > 1) {
                throw refused("has a picture that is packed twice; please export it anew.");
            }
            requireSmall(how, ways.getFirst(), packed);
            return 0;
        }
        try (InputStream content = packed.open()) {
            return unpacked(how, ways, content);
        }
    }

    private void requireSmall(COSDictionary how, COSName filter, Packed packed)
            throws IOException {
        try (InputStream picture = packed.open()) {
            if (PdfPictures.dots(filter, how, picture) > PdfPictures.MOST_DOTS) {
                throw refused(
                        "has a picture of more than 50 million dots; please make it smaller.");
            }
        }
    }

    private TemplateException tooManyObjects() {
        return refused("has too many objects or nests them too deep; please simplify it.");
    }

    /** A table of objects, which names its columns; without any it would have rows without end. */
    private void requireFewReferences(COSStream table, long unpacked) {
        COSArray columns = table.getCOSArray(COSName.W);
        long row = 0;
        for (int i = 0; columns != null && i < columns.size(); i++) {
            row += columns.getInt(i, 0);
        }
        if (row <= 0 || unpacked / row > MOST_REFERENCES) {
            throw tooManyObjects();
        }
    }

    private long unpacked(COSDictionary how, List<COSName> ways, InputStream packed)
            throws IOException {
        Counted counted = new Counted();
        switch (ways.size()) {
            case 0 -> packed.transferTo(counted);
            case 1 -> filter(ways, 0).decode(packed, counted, how, 0);
            default -> {
                // What was letters is never larger than four times the file.
                ByteArrayOutputStream letters = new ByteArrayOutputStream();
                filter(ways, 0).decode(packed, letters, how, 0);
                InputStream within = new ByteArrayInputStream(letters.toByteArray());
                filter(ways, 1).decode(within, counted, how, 1);
            }
        }
        return counted.here;
    }

    private static Filter filter(List<COSName> ways, int index) throws IOException {
        return FilterFactory.INSTANCE.getFilter(ways.get(index));
    }

    /** Forgets what is written but for its length. */
    private final class Counted extends OutputStream {
        private long here;

        @Override
        public void write(int value) {
            count(1);
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            count(length);
        }

        private void count(int length) {
            here += length;
            bytes += length;
            if (bytes > MOST_BYTES) {
                throw tooLarge();
            }
        }
    }

    private TemplateException tooLarge() {
        return refused("unpacks to more than 64 MiB; please simplify it.");
    }

    /**
     * All operators of a page, which may be in many streams, or many times in one.
     *
     * @throws TemplateException if they are more than 64 MiB
     */
    byte[] operators(PDPage page) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        Iterator<PDStream> streams = page.getContentStreams();
        while (streams.hasNext()) {
            try (InputStream operators = open(streams.next().getCOSObject())) {
                for (int length = operators.read(chunk);
                        length >= 0;
                        length = operators.read(chunk)) {
                    if (all.size() + length > MOST_BYTES) {
                        throw tooLarge();
                    }
                    all.write(chunk, 0, length);
                }
            }
            all.write('\n');
        }
        return all.toByteArray();
    }

    /** All operators of a form, pattern or letter. */
    byte[] operators(COSStream stream) throws IOException {
        try (InputStream operators = open(stream)) {
            return operators.readAllBytes();
        }
    }

    /** Pictures were measured by their dots, not by what they would be as operators. */
    private InputStream open(COSStream stream) throws IOException {
        if (filters.of(stream.getItem(COSName.FILTER)).stream().anyMatch(PdfPictures::isOne)) {
            throw refused("has a picture where operators belong; please export it anew.");
        }
        return stream.createInputStream();
    }
}

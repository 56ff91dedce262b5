package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.IOException;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PDF as the library does, but measures each stream as it is met: those that objects are
 * packed in are unpacked while a file is opened. An encrypted file, of which nothing can be
 * measured, is not opened at all.
 */
final class MeasuredPdf extends PDFParser {
    /**
     * A file whose streams {@code streams} lets pass.
     *
     * @param name for messages
     */
    MeasuredPdf(String name, byte[] content, PdfStreams streams) throws IOException {
        super(new RandomAccessReadBuffer(content));
        document.close();
        document = new Document(name, streams);
    }

    /** All that reads the file, also what mends a broken one, takes its streams from here. */
    private final class Document extends COSDocument {
        private final String name;
        private final PdfStreams streams;

        Document(String name, PdfStreams streams) {
            super(IOUtils.createMemoryOnlyStreamCache(), MeasuredPdf.this);
            this.name = name;
            this.streams = streams;
        }

        @Override
        public COSStream createCOSStream(COSDictionary dictionary, long start, long length)
                throws IOException {
            COSStream stream = super.createCOSStream(dictionary, start, length);
            long position = source.getPosition();
            streams.require(stream);
            source.seek(position);
            return stream;
        }

        @Override
        public @Nullable COSDictionary getEncryptionDictionary() {
            if (isEncrypted()) {
                throw TemplateException.ofArtwork(
                        name, Text.of("is encrypted; please save it without a password."));
            }
            return null;
        }
    }
}

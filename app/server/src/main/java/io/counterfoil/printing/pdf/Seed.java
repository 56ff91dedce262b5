package io.counterfoil.printing.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.COSWriter;
import org.jspecify.annotations.Nullable;

/**
 * The objects that all pages share, taken out of a PDFBox document and serialised: fonts, artwork,
 * the face. Their numbers are 1 and up, in order of the list.
 */
public final class Seed {
    private final List<byte[]> objects = new ArrayList<>();
    private final IdentityHashMap<COSBase, Integer> numbers = new IdentityHashMap<>();

    /** The serialised objects, without their "obj" and "endobj". */
    public List<byte[]> objects() {
        return List.copyOf(objects);
    }

    /**
     * Adds an object of a PDFBox document with everything that it refers to, once.
     *
     * @return its number
     */
    public int add(COSBase object) throws IOException {
        Integer known = numbers.get(object);
        if (known != null) {
            return known;
        }
        int number = reserve();
        numbers.put(object, number);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (object) {
            case COSStream stream -> writeStream(stream, bytes);
            case COSDictionary dictionary -> writeDictionary(dictionary, bytes);
            default -> write(object, bytes);
        }
        objects.set(number - 1, bytes.toByteArray());
        return number;
    }

    /**
     * Adds an object that is written already.
     *
     * @return its number
     */
    public int add(String object) {
        int number = reserve();
        objects.set(number - 1, ascii(object));
        return number;
    }

    /**
     * Adds a stream.
     *
     * @param dictionary its entries but filter and length
     * @param content not yet compressed
     * @return its number
     */
    public int addStream(String dictionary, byte[] content) {
        int number = reserve();
        try (Deflate deflate = new Deflate()) {
            objects.set(
                    number - 1, PdfWriter.stream(dictionary, deflate.of(content, content.length)));
        }
        return number;
    }

    /**
     * Adds a stream that readers of other trades find without inflating it.
     *
     * @param dictionary its entries but the length
     */
    int addPlainStream(String dictionary, byte[] content) {
        int number = reserve();
        objects.set(number - 1, PdfWriter.plainStream(dictionary, content));
        return number;
    }

    private int reserve() {
        objects.add(new byte[0]);
        return objects.size();
    }

    private void writeStream(COSStream stream, OutputStream out) throws IOException {
        byte[] content;
        try (InputStream encoded = stream.createRawInputStream()) {
            content = encoded.readAllBytes();
        }
        out.write(ascii("<</Length " + content.length));
        for (Map.Entry<COSName, COSBase> entry : stream.entrySet()) {
            if (!entry.getKey().equals(COSName.LENGTH)) {
                writeEntry(entry.getKey(), entry.getValue(), out);
            }
        }
        out.write(ascii(">>stream\n"));
        out.write(content);
        out.write(ascii("\nendstream"));
    }

    private void writeEntry(COSName key, @Nullable COSBase value, OutputStream out)
            throws IOException {
        key.writePDF(out);
        out.write(' ');
        write(value, out);
    }

    private void writeDictionary(COSDictionary dictionary, OutputStream out) throws IOException {
        out.write(ascii("<<"));
        for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
            writeEntry(entry.getKey(), entry.getValue(), out);
        }
        out.write(ascii(">>"));
    }

    private void write(@Nullable COSBase value, OutputStream out) throws IOException {
        switch (value) {
            case COSStream stream -> out.write(ascii(add(stream) + " 0 R"));
            case COSObject reference -> write(reference.getObject(), out);
            case COSDictionary known when numbers.containsKey(known) ->
                    out.write(ascii(numbers.get(known) + " 0 R"));
            case COSDictionary dictionary -> writeDictionary(dictionary, out);
            case COSArray array -> {
                out.write('[');
                for (int i = 0; i < array.size(); i++) {
                    if (i > 0) {
                        out.write(' ');
                    }
                    write(array.get(i), out);
                }
                out.write(']');
            }
            case COSName name -> name.writePDF(out);
            case COSInteger integer -> integer.writePDF(out);
            case COSFloat real -> real.writePDF(out);
            case COSBoolean bool -> bool.writePDF(out);
            case COSString string -> COSWriter.writeString(string, out);
            case null, default -> out.write(ascii("null"));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

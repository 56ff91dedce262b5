package io.counterfoil.printing.pdf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Writes a PDF 1.6 front to back and keeps nothing but the place of each object, so that a volume
 * may have a million pages in flat memory. Same input, same bytes: no time, no random id.
 *
 * <p>Page dictionaries go into object streams, one for each group of pages.
 */
public final class PdfWriter implements PageTree.Sink {
    private static final String HEADER = "%PDF-1.6\n%\u00e2\u00e3\u00cf\u00d3\n";

    private final OutputStream out;
    private final Deflate deflate;
    private final CrossReferences references = new CrossReferences();
    private final String pageEntries;
    private final PageTree pages;

    private long position;
    private final StringBuilder groupIndex = new StringBuilder();
    private final StringBuilder groupObjects = new StringBuilder();
    private int[] groupNumbers = new int[16];
    private int groupSize;

    /**
     * Starts a document.
     *
     * @param out where it goes; left open, and not flushed
     * @param deflate compresses what the writer itself makes
     * @param seed objects 1 and up that pages refer to
     * @param resources number of the resources that all pages have
     * @param format size and boxes of all pages
     */
    public PdfWriter(
            OutputStream out, Deflate deflate, List<byte[]> seed, int resources, PageFormat format)
            throws IOException {
        this.out = out;
        this.deflate = deflate;
        this.pageEntries = "/Resources " + resources + " 0 R" + format.entries();
        write(HEADER.getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] object : seed) {
            writeObject(references.reserve(), object);
        }
        this.pages = new PageTree(this);
    }

    /**
     * A stream object.
     *
     * @param dictionary its entries but filter and length
     */
    static byte[] stream(String dictionary, byte[] deflated) {
        return plainStream(dictionary + "/Filter/FlateDecode", deflated);
    }

    /**
     * A stream object with its content as it is.
     *
     * @param dictionary its entries but the length
     */
    static byte[] plainStream(String dictionary, byte[] content) {
        byte[] head = ascii("<<" + dictionary + "/Length " + content.length + ">>stream\n");
        byte[] tail = ascii("\nendstream");
        byte[] object = Arrays.copyOf(head, head.length + content.length + tail.length);
        System.arraycopy(content, 0, object, head.length, content.length);
        System.arraycopy(tail, 0, object, head.length + content.length, tail.length);
        return object;
    }

    /** Appends a page with its content deflated already. */
    public void page(byte[] deflated) throws IOException {
        int content = references.reserve();
        writeObject(content, stream("", deflated));
        int parent = pages.parentOfNext();
        int page = references.reserve();
        pages.add(page);
        addToGroup(
                page,
                "<</Type/Page/Parent "
                        + parent
                        + " 0 R/Contents "
                        + content
                        + " 0 R"
                        + pageEntries
                        + ">>");
    }

    /** Appends everything that has to come last; the stream is left open. */
    public void finish(DocumentEntries entries) throws IOException {
        pages.finish();
        int catalog = references.reserve();
        writeObject(
                catalog,
                ascii("<</Type/Catalog/Pages " + pages.root() + " 0 R" + entries.catalog() + ">>"));
        int info = references.reserve();
        writeObject(info, ascii("<<" + entries.info() + ">>"));
        writeReferences(catalog, info, entries.id());
    }

    private void writeReferences(int catalog, int info, UUID id) throws IOException {
        int number = references.reserve();
        long start = position;
        references.plain(number, start);
        List<byte[]> entries = deflate.ofParts(references.parts(), references::part);
        int length = entries.stream().mapToInt(part -> part.length).sum();
        String hexId = "<" + id.toString().replace("-", "") + ">";
        String dictionary =
                "/Type/XRef/Size "
                        + references.size()
                        + "/W"
                        + CrossReferences.WIDTHS
                        + "/Root "
                        + catalog
                        + " 0 R/Info "
                        + info
                        + " 0 R/ID["
                        + hexId
                        + hexId
                        + "]/Filter/FlateDecode/Length "
                        + length;
        write(ascii(number + " 0 obj\n<<" + dictionary + ">>stream\n"));
        for (byte[] part : entries) {
            write(part);
        }
        write(ascii("\nendstream\nendobj\n"));
        write(ascii("startxref\n" + start + "\n%%EOF\n"));
    }

    @Override
    public int reserve() {
        return references.reserve();
    }

    @Override
    public void group(int number, String node) throws IOException {
        addToGroup(number, node);
        int container = references.reserve();
        for (int index = 0; index < groupSize; index++) {
            references.compressed(groupNumbers[index], container, index);
        }
        byte[] content = ascii(groupIndex.toString() + groupObjects);
        writeObject(
                container,
                stream(
                        "/Type/ObjStm/N " + groupSize + "/First " + groupIndex.length(),
                        deflate.of(content, content.length)));
        groupIndex.setLength(0);
        groupObjects.setLength(0);
        groupSize = 0;
    }

    @Override
    public void node(int number, String node) throws IOException {
        writeObject(number, ascii(node));
    }

    private void addToGroup(int number, String object) {
        if (groupSize == groupNumbers.length) {
            groupNumbers = Arrays.copyOf(groupNumbers, 2 * groupSize);
        }
        groupNumbers[groupSize++] = number;
        groupIndex.append(number).append(' ').append(groupObjects.length()).append(' ');
        groupObjects.append(object).append(' ');
    }

    private void writeObject(int number, byte[] object) throws IOException {
        references.plain(number, position);
        write(ascii(number + " 0 obj\n"));
        write(object);
        write(ascii("\nendobj\n"));
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    /** A text of any characters as a string object. */
    static String textString(String text) {
        return "<FEFF"
                + HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_16BE))
                + ">";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.counterfoil.printing.layout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Judges a finished file by what PDF/X-4 (ISO 15930-7) asks and a program can see: keys, XMP, boxes,
 * fonts, colours, overprint and what is forbidden. No free and independent judge of PDF/X-4 is known
 * (veraPDF and PDFBox's Preflight know PDF/A only, others PDF/X-1a and X-3), so this one reads the
 * file with PDFBox alone and knows nothing of what wrote it.
 */
final class PdfX4Check {
    private static final String PDFX_ID = "http://www.npes.org/pdfx/ns/id/";
    private static final String PDF = "http://ns.adobe.com/pdf/1.3/";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/";
    private static final String XMP_MM = "http://ns.adobe.com/xap/1.0/mm/";
    private static final String DC = "http://purl.org/dc/elements/1.1/";

    private static final double SLACK = 0.001;
    private static final int ICC_HEADER = 128;

    private static final Set<String> ACTIONS =
            Set.of("AA", "OpenAction", "JS", "JavaScript", "Launch", "URI");
    private static final Set<String> BLEND_MODES =
            Set.of(
                    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten",
                    "ColorDodge", "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion",
                    "Hue", "Saturation", "Color", "Luminosity");
    private static final Set<String> FILTERS =
            Set.of(
                    "FlateDecode", "DCTDecode", "CCITTFaxDecode", "JBIG2Decode", "JPXDecode",
                    "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode");
    private static final Set<String> PRESS_BOXES = Set.of("MediaBox", "BleedBox");

    private final List<String> faults = new ArrayList<>();

    /** The process colours of the press, such as CMYK; empty as long as none is known. */
    private String press = "";

    private PdfX4Check() {}

    /** What is missing or forbidden; empty when all is well. */
    static List<String> faults(byte[] pdf) throws IOException {
        PdfX4Check check = new PdfX4Check();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            check.file(pdf, document);
            check.metadata(document);
            check.intents(document);
            check.catalog(document.getDocumentCatalog().getCOSObject());
            for (PDPage page : document.getPages()) {
                check.boxes(page);
                check.annotations(page);
                check.colours(new PDFStreamParser(page), "a page");
            }
            check.walk(document.getDocument().getTrailer());
        }
        return check.faults.stream().distinct().toList();
    }

    private void require(boolean met, String fault) {
        if (!met) {
            faults.add(fault);
        }
    }

    private void file(byte[] pdf, PDDocument document) {
        String head = new String(pdf, 0, 8, StandardCharsets.US_ASCII);
        require(head.matches("%PDF-1\\.[0-6]"), "version " + head);
        require(document.getVersion() <= 1.6f, "version " + document.getVersion());
        require(!document.isEncrypted(), "encrypted");
        COSArray id = document.getDocument().getDocumentID();
        require(
                id != null
                        && id.size() == 2
                        && id.getObject(0) instanceof COSString first
                        && id.getObject(1) instanceof COSString second
                        && first.getBytes().length > 0
                        && second.getBytes().length > 0,
                "no ID");
    }

    private void metadata(PDDocument document) throws IOException {
        PDDocumentInformation info = document.getDocumentInformation();
        if (document.getDocumentCatalog().getMetadata() == null) {
            faults.add("no metadata");
            return;
        }
        COSStream stream = document.getDocumentCatalog().getMetadata().getCOSObject();
        require("XML".equals(stream.getNameAsString(COSName.SUBTYPE)), "metadata is no XML");
        Optional<Document> parsed = xml(document.getDocumentCatalog().getMetadata().toByteArray());
        if (parsed.isEmpty()) {
            faults.add("metadata is no XML");
            return;
        }
        Document xmp = parsed.get();
        require(value(xmp, PDFX_ID, "GTS_PDFXVersion").equals("PDF/X-4"), "no GTS_PDFXVersion");
        String trapped = value(xmp, PDF, "Trapped");
        require(trapped.equals("True") || trapped.equals("False"), "XMP: Trapped is " + trapped);
        require(
                "True".equals(info.getTrapped()) || "False".equals(info.getTrapped()),
                "Trapped is " + info.getTrapped());
        require(trapped.equals(info.getTrapped()), "Trapped differs between XMP and Info");
        require(!value(xmp, DC, "title").isBlank(), "XMP: no title");
        require(value(xmp, DC, "title").equals(info.getTitle()), "title differs");
        require(value(xmp, PDF, "Producer").equals(info.getProducer()), "Producer differs");
        date(xmp, "CreateDate", info.getCreationDate());
        date(xmp, "ModifyDate", info.getModificationDate());
        require(time(value(xmp, XMP, "MetadataDate")).isPresent(), "XMP: no MetadataDate");
        for (String property : List.of("DocumentID", "VersionID", "RenditionClass")) {
            require(!value(xmp, XMP_MM, property).isBlank(), "XMP: no " + property);
        }
    }

    private void date(Document xmp, String property, Calendar info) {
        Optional<OffsetDateTime> said = time(value(xmp, XMP, property));
        require(said.isPresent(), "XMP: no " + property);
        require(info != null, "no date in Info for " + property);
        require(
                said.isEmpty()
                        || info == null
                        || said.get().toInstant().equals(info.toInstant()),
                property + " differs between XMP and Info");
    }

    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Optional<Document> xml(byte[] bytes) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return Optional.of(
                    factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)));
        } catch (SAXException broken) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java reads XML", e);
        }
    }

    private static String value(Document xmp, String namespace, String name) {
        NodeList found = xmp.getElementsByTagNameNS(namespace, name);
        return found.getLength() == 1 ? found.item(0).getTextContent().strip() : "";
    }

    private void intents(PDDocument document) throws IOException {
        COSArray all =
                document.getDocumentCatalog()
                        .getCOSObject()
                        .getCOSArray(COSName.getPDFName("OutputIntents"));
        List<COSDictionary> ours = new ArrayList<>();
        for (int i = 0; all != null && i < all.size(); i++) {
            COSDictionary intent = (COSDictionary) all.getObject(i);
            if ("GTS_PDFX".equals(intent.getNameAsString(COSName.S))) {
                ours.add(intent);
            }
        }
        require(ours.size() == 1, ours.size() + " output intents of PDF/X");
        for (COSDictionary intent : ours) {
            String condition = intent.getString("OutputConditionIdentifier");
            require(condition != null && !condition.isBlank(), "no output condition");
            require(intent.getString(COSName.INFO) != null, "no words on the output condition");
            if (intent.getDictionaryObject(COSName.DEST_OUTPUT_PROFILE) instanceof COSStream icc) {
                profile(icc);
            } else {
                faults.add("no embedded profile");
            }
        }
    }

    private void profile(COSStream stream) throws IOException {
        byte[] icc;
        try (InputStream in = stream.createInputStream()) {
            icc = in.readAllBytes();
        }
        if (icc.length < ICC_HEADER || !ascii(icc, 36).equals("acsp")) {
            faults.add("the profile is none");
            return;
        }
        require(ByteBuffer.wrap(icc).getInt(0) == icc.length, "the profile is cut off");
        require(icc[8] >= 2 && icc[8] <= 4, "the profile is of version " + icc[8]);
        require(ascii(icc, 12).equals("prtr"), "the profile is none of a press");
        String space = ascii(icc, 16).strip();
        int inks =
                switch (space) {
                    case "CMYK" -> 4;
                    case "RGB" -> 3;
                    case "GRAY" -> 1;
                    default -> 0;
                };
        require(inks > 0, "the profile has colours of " + space);
        require(stream.getInt(COSName.N) == inks, "the profile has not as many colours as N says");
        press = space;
    }

    private static String ascii(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.US_ASCII);
    }

    private void catalog(COSDictionary catalog) {
        COSDictionary names = catalog.getCOSDictionary(COSName.getPDFName("Names"));
        require(names == null || !names.containsKey("JavaScript"), "JavaScript is forbidden");
        COSDictionary viewer = catalog.getCOSDictionary(COSName.getPDFName("ViewerPreferences"));
        for (String key : List.of("ViewArea", "ViewClip", "PrintArea", "PrintClip")) {
            String box = viewer == null ? null : viewer.getNameAsString(key);
            require(box == null || PRESS_BOXES.contains(box), key + " is the " + box);
        }
        COSDictionary layers = catalog.getCOSDictionary(COSName.OCPROPERTIES);
        if (layers != null) {
            COSDictionary shown = layers.getCOSDictionary(COSName.D);
            require(shown != null && shown.getString(COSName.NAME) != null, "layers have no name");
            require(shown == null || !shown.containsKey(COSName.AS), "layers change by themselves");
        }
    }

    private void boxes(PDPage page) {
        COSDictionary entries = page.getCOSObject();
        boolean trim = entries.containsKey(COSName.TRIM_BOX);
        boolean art = entries.containsKey(COSName.ART_BOX);
        require(trim || art, "no TrimBox");
        require(!(trim && art), "ArtBox beside a TrimBox");
        require(!entries.containsKey("SeparationInfo"), "pages are separated already");
        require(!entries.containsKey("PresSteps"), "PresSteps is forbidden");
        PDRectangle inner = trim ? page.getTrimBox() : page.getArtBox();
        require(inner.getWidth() > 0 && inner.getHeight() > 0, "the trim is empty");
        requireInside(inner, page.getBleedBox(), "the trim leaves the bleed");
        // PDFBox cuts boxes down to the page, so what was written is looked at.
        requireInside(written(page, COSName.BLEED_BOX), page.getMediaBox(), "bleed leaves the page");
        requireInside(inner, written(page, COSName.CROP_BOX), "the trim leaves the crop");
        requireInside(written(page, COSName.TRIM_BOX), page.getMediaBox(), "trim leaves the page");
    }

    private static PDRectangle written(PDPage page, COSName box) {
        COSArray numbers = page.getCOSObject().getCOSArray(box);
        return numbers == null ? page.getMediaBox() : new PDRectangle(numbers);
    }

    private void requireInside(PDRectangle inner, PDRectangle outer, String fault) {
        require(
                inner.getLowerLeftX() >= outer.getLowerLeftX() - SLACK
                        && inner.getLowerLeftY() >= outer.getLowerLeftY() - SLACK
                        && inner.getUpperRightX() <= outer.getUpperRightX() + SLACK
                        && inner.getUpperRightY() <= outer.getUpperRightY() + SLACK,
                fault);
    }

    private void annotations(PDPage page) throws IOException {
        PDRectangle bleed = page.getBleedBox();
        for (PDAnnotation annotation : page.getAnnotations()) {
            PDRectangle place = annotation.getRectangle();
            boolean outside =
                    place.getUpperRightX() <= bleed.getLowerLeftX()
                            || place.getLowerLeftX() >= bleed.getUpperRightX()
                            || place.getUpperRightY() <= bleed.getLowerLeftY()
                            || place.getLowerLeftY() >= bleed.getUpperRightY();
            require(
                    outside || "PrinterMark".equals(annotation.getSubtype()),
                    "an annotation inside the bleed");
        }
    }

    /** Colours that are named by operators. */
    private void colours(PDFStreamParser parser, String where) throws IOException {
        for (Object token = parser.parseNextToken();
                token != null;
                token = parser.parseNextToken()) {
            switch (token) {
                case Operator operator -> operator(operator.getName(), where);
                case COSName name when name.getName().startsWith("Device") ->
                        space(name.getName(), where);
                default -> {}
            }
        }
    }

    private void operator(String name, String where) {
        switch (name) {
            case "rg", "RG" -> space("DeviceRGB", where);
            case "k", "K" -> space("DeviceCMYK", where);
            case "g", "G" -> space("DeviceGray", where);
            case "PS" -> faults.add("PostScript in " + where);
            default -> {}
        }
    }

    /** Colours of a device are those of the press, and grey is black ink. */
    private void space(String device, String where) {
        boolean meant =
                switch (device) {
                    case "DeviceRGB" -> press.equals("RGB");
                    case "DeviceCMYK" -> press.equals("CMYK");
                    case "DeviceGray" -> press.equals("CMYK") || press.equals("GRAY");
                    default -> true;
                };
        require(meant, device.substring("Device".length()) + " in " + where);
    }

    /** Looks at everything that the file refers to, each thing once. */
    private void walk(COSBase root) throws IOException {
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<COSBase> waiting = new ArrayList<>(List.of(root));
        while (!waiting.isEmpty()) {
            COSBase object = waiting.removeLast();
            if (object instanceof COSObject reference) {
                object = reference.getObject();
            }
            if (object == null || !seen.add(object)) {
                continue;
            }
            if (object instanceof COSDictionary entries) {
                dictionary(entries);
                waiting.addAll(entries.getValues());
            } else if (object instanceof COSArray array) {
                array.forEach(waiting::add);
                arrayOfColour(array);
            }
        }
    }

    private void arrayOfColour(COSArray array) {
        if (array.size() > 1 && array.getObject(0) instanceof COSName family) {
            int base =
                    switch (family.getName()) {
                        case "Separation", "DeviceN" -> 2;
                        case "Indexed", "Pattern" -> 1;
                        default -> 0;
                    };
            if (base > 0 && base < array.size() && array.getObject(base) instanceof COSName name) {
                space(name.getName(), family.getName());
            }
        }
    }

    private void dictionary(COSDictionary entries) throws IOException {
        for (String action : ACTIONS) {
            require(!entries.containsKey(action), action + " is forbidden");
        }
        require(!"Action".equals(entries.getNameAsString(COSName.TYPE)), "an action");
        require(!entries.containsKey("OPI"), "OPI is forbidden");
        require(!entries.containsKey("XFA"), "XFA is forbidden");
        states(entries);
        if (entries.getDictionaryObject(COSName.COLORSPACE) instanceof COSName name) {
            space(name.getName(), "an image or shading");
        }
        if ("Transparency".equals(entries.getNameAsString(COSName.S))
                && entries.getDictionaryObject(COSName.CS) instanceof COSName name) {
            space(name.getName(), "a blending space");
        }
        if ("Font".equals(entries.getNameAsString(COSName.TYPE))) {
            font(entries);
        }
        if (entries instanceof COSStream stream) {
            stream(stream);
        }
    }

    private void states(COSDictionary entries) {
        boolean state =
                "ExtGState".equals(entries.getNameAsString(COSName.TYPE))
                        || entries.containsKey("TR2")
                        || entries.containsKey(COSName.BM);
        require(!state || !entries.containsKey("TR"), "a transfer function");
        require(!state || !entries.containsKey("HTP"), "an origin of halftones");
        String transfer = entries.getNameAsString("TR2");
        require(
                !entries.containsKey("TR2") || "Default".equals(transfer), "a transfer function");
        String mode = entries.getNameAsString(COSName.BM);
        require(mode == null || BLEND_MODES.contains(mode), "the blend mode " + mode);
        if (entries.containsKey("HalftoneType")) {
            int type = entries.getInt("HalftoneType");
            require(type == 1 || type == 5, "a halftone of type " + type);
            require(!entries.containsKey("HalftoneName"), "a halftone by its name");
        }
    }

    private void font(COSDictionary font) {
        String kind = font.getNameAsString(COSName.SUBTYPE);
        if ("Type0".equals(kind) || "Type3".equals(kind)) {
            return;
        }
        COSDictionary descriptor = font.getCOSDictionary(COSName.FONT_DESC);
        require(
                descriptor != null
                        && (descriptor.containsKey(COSName.FONT_FILE)
                                || descriptor.containsKey(COSName.FONT_FILE2)
                                || descriptor.containsKey(COSName.FONT_FILE3)),
                font.getNameAsString(COSName.BASE_FONT) + " is not embedded");
        require(
                !"CIDFontType2".equals(kind) || font.containsKey("CIDToGIDMap"),
                "a font without its map of glyphs");
    }

    private void stream(COSStream stream) throws IOException {
        require(!stream.containsKey(COSName.F), "a stream in another file");
        for (String filter : filters(stream)) {
            require(FILTERS.contains(filter), "the filter " + filter);
        }
        switch (String.valueOf(stream.getNameAsString(COSName.SUBTYPE))) {
            case "PS" -> faults.add("a PostScript XObject");
            case "Image" ->
                    require(!stream.containsKey("Alternates"), "alternates of an image");
            case "Form" -> {
                require(!stream.containsKey("PS"), "PostScript in a form");
                require(!"PS".equals(stream.getNameAsString("Subtype2")), "PostScript in a form");
                require(!stream.containsKey("Ref"), "a form in another file");
                if (filters(stream).stream().allMatch(FILTERS::contains)) {
                    try (InputStream in = stream.createInputStream()) {
                        colours(new PDFStreamParser(in.readAllBytes()), "a form");
                    }
                }
            }
            default -> {}
        }
    }

    private static List<String> filters(COSStream stream) {
        return switch (stream.getFilters()) {
            case COSName name -> List.of(name.getName());
            case COSArray names ->
                    names.toCOSNameStringList().stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}

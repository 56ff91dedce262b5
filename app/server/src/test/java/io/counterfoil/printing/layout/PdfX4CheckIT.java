package io.counterfoil.printing.layout;

import static io.counterfoil.printing.layout.PrintFixture.items;
import static io.counterfoil.printing.layout.PrintFixture.job;
import static io.counterfoil.printing.layout.PrintFixture.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks a sound file in each way that the check of PDF/X-4 knows, and expects it to say so. */
class PdfX4CheckIT {
    private static byte[] sound = {};

    /** Breaks a file. */
    @FunctionalInterface
    interface Fault {
        void into(PDDocument document) throws IOException;
    }

    @BeforeAll
    static void print() throws IOException {
        BureauProfile profile =
                new BureauProfile(
                        2, 1, 10, true, SpotColours.USUAL, Optional.of(TestPress.condition()));
        PrintJob order =
                job("gift-card", "bureau")
                        .forBureau(profile, Instant.parse("2026-11-26T15:00:00Z"));
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        ready(new PrintEngine(Templates.shipped()).prepare(order))
                .write(pdf, items(1).iterator());
        sound = pdf.toByteArray();
    }

    @Test
    void aSoundFileHasNoFaultsNorHasOneThatWasWrittenAnew() throws IOException {
        assertThat(PdfX4Check.faults(sound)).isEmpty();
        assertThat(PdfX4Check.faults(broken(document -> {}))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.6, %PDF-1.7, version %PDF-1.7",
        "/ID[, /IX[, no ID",
        "/Trapped/False, /Trapped/True , Trapped differs between XMP and Info",
        "/S/GTS_PDFX, /S/GTS_PDFY, 0 output intents of PDF/X",
        "<xmp:MetadataDate>2026, <xmp:MetadataDate>MMXX, XMP: no MetadataDate",
        "<xmp:CreateDate>2026, <xmp:CreateDate>2027, CreateDate differs between XMP and Info",
        "</rdf:RDF>, </rdf:RDX>, metadata is no XML",
    })
    void whatIsWrittenWrongIsFound(String right, String wrong, String fault) throws IOException {
        String file = new String(sound, StandardCharsets.ISO_8859_1);
        assertThat(file).contains(right);

        byte[] faulty = file.replace(right, wrong).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PdfX4Check.faults(faulty)).contains(fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsBrokenIsFound(String fault, Fault broken) throws IOException {
        assertThat(PdfX4Check.faults(broken(broken))).contains(fault);
    }

    static Stream<Arguments> whatIsBrokenIsFound() {
        return Stream.of(
                fault("encrypted", PdfX4CheckIT::encrypt),
                fault("version 1.7", document -> document.setVersion(1.7f)),
                fault("no metadata", document -> catalog(document).removeItem(COSName.METADATA)),
                fault(
                        "title differs",
                        document -> document.getDocumentInformation().setTitle("Another")),
                fault(
                        "Producer differs",
                        document -> document.getDocumentInformation().setProducer("Another")),
                fault(
                        "ModifyDate differs between XMP and Info",
                        document ->
                                document.getDocumentInformation()
                                        .setModificationDate(Calendar.getInstance())),
                fault(
                        "no output condition",
                        document -> intent(document).removeItem(name("OutputConditionIdentifier"))),
                fault(
                        "no embedded profile",
                        document -> intent(document).removeItem(COSName.DEST_OUTPUT_PROFILE)),
                fault(
                        "the profile is none of a press",
                        document -> profile(document, TestPress.profile("CMYK", "scnr"), 4)),
                fault(
                        "the profile has not as many colours as N says",
                        document -> profile(document, TestPress.profile("CMYK", "prtr"), 3)),
                fault(
                        "CMYK in a page",
                        document -> profile(document, TestPress.profile("RGB ", "prtr"), 3)),
                fault("the profile is none", document -> profile(document, new byte[200], 4)),
                fault("no TrimBox", document -> entries(document).removeItem(COSName.TRIM_BOX)),
                fault(
                        "ArtBox beside a TrimBox",
                        document ->
                                entries(document)
                                        .setItem(
                                                COSName.ART_BOX,
                                                entries(document).getItem(COSName.TRIM_BOX))),
                fault(
                        "the trim leaves the bleed",
                        document -> page(document).setBleedBox(new PDRectangle(50, 50, 20, 20))),
                fault(
                        "bleed leaves the page",
                        document ->
                                entries(document)
                                        .setItem(
                                                COSName.BLEED_BOX,
                                                new PDRectangle(-9, 0, 900, 900).getCOSArray())),
                fault(
                        "the trim leaves the crop",
                        document -> page(document).setCropBox(new PDRectangle(50, 50, 20, 20))),
                fault(
                        "pages are separated already",
                        document ->
                                entries(document)
                                        .setItem(name("SeparationInfo"), new COSDictionary())),
                fault("OpenAction is forbidden", document -> action(catalog(document), "OpenAction")),
                fault("AA is forbidden", document -> action(entries(document), "AA")),
                fault(
                        "JavaScript is forbidden",
                        document -> {
                            COSDictionary names = new COSDictionary();
                            names.setItem(name("JavaScript"), new COSDictionary());
                            catalog(document).setItem(name("Names"), names);
                        }),
                fault(
                        "ViewArea is the CropBox",
                        document ->
                                catalog(document)
                                        .getCOSDictionary(name("ViewerPreferences"))
                                        .setName("ViewArea", "CropBox")),
                fault(
                        "layers have no name",
                        document ->
                                catalog(document)
                                        .getCOSDictionary(COSName.OCPROPERTIES)
                                        .getCOSDictionary(COSName.D)
                                        .removeItem(COSName.NAME)),
                fault("an annotation inside the bleed", document -> annotate(document, 100)),
                fault(
                        "a transfer function",
                        document -> state(document).setName("TR2", "Identity")),
                fault("an origin of halftones", document -> state(document).setName("HTP", "X")),
                fault("the blend mode Glow", document -> state(document).setName("BM", "Glow")),
                fault(
                        "a halftone of type 6",
                        document -> {
                            COSDictionary halftone = new COSDictionary();
                            halftone.setInt("HalftoneType", 6);
                            state(document).setItem(name("HT"), halftone);
                        }),
                fault(
                        "OPI is forbidden",
                        document -> form(document).setItem(name("OPI"), new COSDictionary())),
                fault(
                        "a form in another file",
                        document -> form(document).setItem(name("Ref"), new COSDictionary())),
                fault(
                        "PostScript in a form",
                        document -> form(document).setName("Subtype2", "PS")),
                fault("a PostScript XObject", document -> form(document).setName("Subtype", "PS")),
                fault(
                        "a stream in another file",
                        document -> form(document).setItem(COSName.F, new COSString("art.bin"))),
                fault("the filter LZWDecode", PdfX4CheckIT::compressAsBefore),
                fault("RGB in a form", document -> draw(document, "1 0 0 rg 0 0 9 9 re f\n")),
                fault("RGB in a blending space", PdfX4CheckIT::blendAsOnScreens),
                fault("RGB in Separation", PdfX4CheckIT::spotAsOnScreens),
                fault("RGB in an image or shading", PdfX4CheckIT::pictureOfAScreen),
                fault("ABCDEF+None is not embedded", PdfX4CheckIT::fontOfTheReader));
    }

    @Test
    void aNoteBesideTheBleedIsNone() throws IOException {
        assertThat(PdfX4Check.faults(broken(document -> annotate(document, 1)))).isEmpty();
    }

    private static Arguments fault(String words, Fault fault) {
        return arguments(words, fault);
    }

    private static byte[] broken(Fault fault) throws IOException {
        ByteArrayOutputStream faulty = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(sound)) {
            fault.into(document);
            document.save(faulty);
        }
        return faulty.toByteArray();
    }

    private static void encrypt(PDDocument document) throws IOException {
        document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
    }

    private static COSName name(String name) {
        return COSName.getPDFName(name);
    }

    private static COSDictionary catalog(PDDocument document) {
        return document.getDocumentCatalog().getCOSObject();
    }

    private static PDPage page(PDDocument document) {
        return document.getPage(0);
    }

    private static COSDictionary entries(PDDocument document) {
        return page(document).getCOSObject();
    }

    private static COSDictionary intent(PDDocument document) {
        return (COSDictionary) catalog(document).getCOSArray(name("OutputIntents")).getObject(0);
    }

    private static void profile(PDDocument document, byte[] icc, int colours) throws IOException {
        COSStream stream = new COSStream();
        stream.setInt(COSName.N, colours);
        try (OutputStream out = stream.createOutputStream()) {
            out.write(icc);
        }
        intent(document).setItem(COSName.DEST_OUTPUT_PROFILE, stream);
    }

    private static void action(COSDictionary owner, String key) {
        COSDictionary action = new COSDictionary();
        action.setName("S", "Named");
        owner.setItem(name(key), action);
    }

    private static void annotate(PDDocument document, float at) {
        PDAnnotationText note = new PDAnnotationText();
        note.setRectangle(new PDRectangle(at, at, 9, 9));
        page(document).setAnnotations(List.of(note));
    }

    private static COSDictionary resources(PDDocument document) {
        return page(document).getResources().getCOSObject();
    }

    private static COSDictionary state(PDDocument document) {
        return resources(document)
                .getCOSDictionary(COSName.EXT_G_STATE)
                .getCOSDictionary(name("K"));
    }

    private static COSStream form(PDDocument document) {
        return resources(document).getCOSDictionary(COSName.XOBJECT).getCOSStream(name("I"));
    }

    private static void draw(PDDocument document, String operators) throws IOException {
        try (OutputStream out = form(document).createOutputStream()) {
            out.write(operators.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void compressAsBefore(PDDocument document) throws IOException {
        try (OutputStream out = form(document).createOutputStream(COSName.LZW_DECODE)) {
            out.write("0 0 9 9 re f\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void blendAsOnScreens(PDDocument document) {
        COSDictionary group = new COSDictionary();
        group.setName("S", "Transparency");
        group.setName("CS", "DeviceRGB");
        entries(document).setItem(COSName.GROUP, group);
    }

    private static void spotAsOnScreens(PDDocument document) {
        COSArray space = new COSArray();
        space.add(COSName.SEPARATION);
        space.add(name("Spot"));
        space.add(COSName.DEVICERGB);
        COSDictionary spaces = new COSDictionary();
        spaces.setItem(name("X"), space);
        resources(document).setItem(COSName.COLORSPACE, spaces);
    }

    private static void pictureOfAScreen(PDDocument document) throws IOException {
        COSStream image = new COSStream();
        image.setName("Subtype", "Image");
        image.setName("ColorSpace", "DeviceRGB");
        image.setItem(COSName.WIDTH, COSInteger.ONE);
        image.setItem(COSName.HEIGHT, COSInteger.ONE);
        try (OutputStream out = image.createOutputStream()) {
            out.write(new byte[3]);
        }
        resources(document).getCOSDictionary(COSName.XOBJECT).setItem(name("X"), image);
    }

    private static void fontOfTheReader(PDDocument document) {
        COSDictionary font = new COSDictionary();
        font.setName("Type", "Font");
        font.setName("Subtype", "TrueType");
        font.setName("BaseFont", "ABCDEF+None");
        font.setItem(COSName.FONT_DESC, new COSDictionary());
        resources(document).getCOSDictionary(COSName.FONT).setItem(name("X"), font);
    }
}

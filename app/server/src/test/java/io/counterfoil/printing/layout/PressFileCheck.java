package io.counterfoil.printing.layout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.text.PDFTextStripper;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files for presses: by PDF/A-2b with veraPDF, and by what PDF/X-4 wants with PDFBox. */
final class PressFileCheck {
    private static final Set<String> RGB_OPERATORS = Set.of("rg", "RG");

    private final List<String> faults = new ArrayList<>();

    private PressFileCheck() {}

    /** What veraPDF objects to, as it says it; empty for a compliant file. */
    static List<String> pdfA(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.PDFA_2_B;
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour)) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            List<String> faults =
                    result.getTestAssertions().stream()
                            .map(fault -> fault.getRuleId().getClause() + ": " + fault.getMessage())
                            .distinct()
                            .toList();
            if (result.isCompliant() != faults.isEmpty()) {
                throw new AssertionError("veraPDF contradicts itself: " + result);
            }
            return faults;
        }
    }

    /** What is missing or forbidden by PDF/X-4; empty when all is well. */
    static List<String> pdfX(byte[] pdf) throws IOException {
        PressFileCheck check = new PressFileCheck();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            check.file(pdf, document);
            check.intents(document);
            for (PDPage page : document.getPages()) {
                check.boxes(page);
                check.colours(page);
            }
            check.everything(document.getDocument().getTrailer());
            check.fonts(document);
        }
        return check.faults;
    }

    private void require(boolean met, String fault) {
        if (!met) {
            faults.add(fault);
        }
    }

    private void file(byte[] pdf, PDDocument document) throws IOException {
        String head = new String(pdf, 0, 8, StandardCharsets.US_ASCII);
        require(head.equals("%PDF-1.6"), "version " + head);
        require(!document.isEncrypted(), "encrypted");
        COSArray id = document.getDocument().getDocumentID();
        require(id != null && id.size() == 2, "no ID");
        String trapped = document.getDocumentInformation().getTrapped();
        require("False".equals(trapped) || "True".equals(trapped), "Trapped is " + trapped);
        require(document.getDocumentInformation().getTitle() != null, "no title");
        require(document.getDocumentInformation().getCreationDate() != null, "no date");
        String metadata =
                document.getDocumentCatalog().getMetadata() == null
                        ? ""
                        : new String(
                                document.getDocumentCatalog().getMetadata().toByteArray(),
                                StandardCharsets.UTF_8);
        for (String property :
                List.of(
                        "<pdfxid:GTS_PDFXVersion>PDF/X-4</",
                        "<pdf:Trapped>False</",
                        "<xmp:CreateDate>",
                        "<xmp:ModifyDate>",
                        "<xmp:MetadataDate>",
                        "<xmpMM:DocumentID>",
                        "<xmpMM:VersionID>",
                        "<xmpMM:RenditionClass>",
                        "<dc:title>")) {
            require(metadata.contains(property), "no " + property);
        }
    }

    private void intents(PDDocument document) {
        List<PDOutputIntent> intents =
                document.getDocumentCatalog().getOutputIntents().stream()
                        .filter(
                                intent ->
                                        "GTS_PDFX"
                                                .equals(
                                                        intent.getCOSObject()
                                                                .getNameAsString(COSName.S)))
                        .toList();
        require(intents.size() == 1, intents.size() + " output intents of PDF/X");
        for (PDOutputIntent intent : intents) {
            require(intent.getOutputConditionIdentifier() != null, "no output condition");
            require(intent.getInfo() != null, "no description of the output condition");
            COSStream profile = intent.getDestOutputIntent();
            require(profile != null && profile.getInt(COSName.N) == 4, "no CMYK profile");
        }
    }

    private void boxes(PDPage page) {
        COSDictionary entries = page.getCOSObject();
        require(entries.containsKey(COSName.TRIM_BOX), "no TrimBox");
        require(!entries.containsKey(COSName.ART_BOX), "ArtBox beside a TrimBox");
        requireInside(page.getTrimBox(), page.getBleedBox(), "trim leaves the bleed");
        requireInside(page.getBleedBox(), page.getMediaBox(), "bleed leaves the page");
    }

    private void requireInside(PDRectangle inner, PDRectangle outer, String fault) {
        require(
                inner.getLowerLeftX() >= outer.getLowerLeftX()
                        && inner.getLowerLeftY() >= outer.getLowerLeftY()
                        && inner.getUpperRightX() <= outer.getUpperRightX()
                        && inner.getUpperRightY() <= outer.getUpperRightY(),
                fault);
    }

    private void colours(PDPage page) throws IOException {
        operators(new PDFStreamParser(page), "a page");
    }

    private void operators(PDFStreamParser parser, String where) throws IOException {
        for (Object token = parser.parseNextToken();
                token != null;
                token = parser.parseNextToken()) {
            if (COSName.DEVICERGB.equals(token)
                    || (token instanceof Operator operator
                            && RGB_OPERATORS.contains(operator.getName()))) {
                faults.add("RGB in " + where);
                return;
            }
        }
    }

    private void everything(COSBase root) {
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        walk(
                root,
                seen,
                object -> {
                    if (COSName.DEVICERGB.equals(object)) {
                        faults.add("DeviceRGB");
                    }
                    if (object instanceof COSDictionary entries) {
                        dictionary(entries);
                    }
                });
    }

    private void dictionary(COSDictionary entries) {
        for (String forbidden : List.of("JS", "JavaScript", "AA", "Encrypt", "PS", "OPI")) {
            require(!entries.containsKey(forbidden), forbidden + " is forbidden");
        }
        if (entries instanceof COSStream stream
                && COSName.FORM.equals(entries.getCOSName(COSName.SUBTYPE))) {
            try {
                operators(new PDFStreamParser(stream.createInputStream().readAllBytes()), "a form");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void walk(COSBase object, Set<COSBase> seen, Consumer<COSBase> visitor) {
        if (object == null || !seen.add(object)) {
            return;
        }
        visitor.accept(object);
        switch (object) {
            case COSObject reference -> walk(reference.getObject(), seen, visitor);
            case COSDictionary entries ->
                    entries.getValues().forEach(value -> walk(value, seen, visitor));
            case COSArray array -> array.forEach(value -> walk(value, seen, visitor));
            default -> {}
        }
    }

    private void fonts(PDDocument document) throws IOException {
        PDFTextStripper stripper =
                new PDFTextStripper() {
                    @Override
                    protected void processTextPosition(org.apache.pdfbox.text.TextPosition text) {
                        require(text.getFont().isEmbedded(), text.getFont() + " is not embedded");
                    }
                };
        stripper.getText(document);
    }
}

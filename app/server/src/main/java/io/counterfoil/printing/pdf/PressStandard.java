package io.counterfoil.printing.pdf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes a document one that presses take blindly: PDF/X-4 (ISO 15930-7), and PDF/A-2b (ISO 19005-2)
 * beside it, because for that there is an independent judge. Both name the same output condition.
 *
 * @param condition the press
 * @param title of the document
 * @param made the date that the document bears, to the second
 */
public record PressStandard(OutputCondition condition, String title, Instant made) {
    /** What such a document conforms to. */
    static final String NAME = "PDF/X-4, PDF/A-2b";

    private static final DateTimeFormatter PDF_DATE =
            DateTimeFormatter.ofPattern("'D:'yyyyMMddHHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** PDF/A wants every property explained that its own schemas don't name. */
    private static final String SCHEMA =
            """
            <rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>%1$s</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>%2$s</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>%3$s</pdfaSchema:prefix>
            <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>%4$s</pdfaProperty:name>
            <pdfaProperty:valueType>Text</pdfaProperty:valueType>
            <pdfaProperty:category>internal</pdfaProperty:category>
            <pdfaProperty:description>%5$s</pdfaProperty:description>
            </rdf:li></rdf:Seq></pdfaSchema:property>
            </rdf:li>
            """;

    /** How the names begin that the ICC keeps a registry of (color.org, characterization data). */
    private static final Pattern REGISTERED = Pattern.compile("(FOGRA|CGATS|IFRA|JC|EUROSB|PSR).*");

    /** Drops what is shorter than a second, which a PDF has no place for. */
    public PressStandard {
        made = made.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Adds what the standards want to a document whose colours are meant for a press.
     *
     * @param plain what the document says of itself without them
     * @param seed where its shared objects are; gets the profile and the metadata
     */
    public DocumentEntries apply(DocumentEntries plain, Seed seed) {
        int profile = seed.addStream("/N 4", condition.iccProfile());
        int metadata =
                seed.addPlainStream(
                        "/Type/Metadata/Subtype/XML",
                        metadata(plain.id()).getBytes(StandardCharsets.UTF_8));
        String date = PDF_DATE.format(made);
        return plain.conforming(
                NAME,
                "/Metadata "
                        + metadata
                        + " 0 R/OutputIntents["
                        + intent("GTS_PDFX", profile)
                        + intent("GTS_PDFA1", profile)
                        + "]",
                "/CreationDate(" + date + ")/ModDate(" + date + ")/Trapped/False");
    }

    private String metadata(UUID id) {
        return """
        <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about=""
         xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
         xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
         xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
         xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
         xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
         xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
         xmlns:xmp="http://ns.adobe.com/xap/1.0/"
         xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%1$s</rdf:li></rdf:Alt></dc:title>
        <pdf:Producer>%2$s</pdf:Producer>
        <pdf:Trapped>False</pdf:Trapped>
        <pdfaid:part>2</pdfaid:part>
        <pdfaid:conformance>B</pdfaid:conformance>
        <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
        <xmp:CreateDate>%3$s</xmp:CreateDate>
        <xmp:ModifyDate>%3$s</xmp:ModifyDate>
        <xmp:MetadataDate>%3$s</xmp:MetadataDate>
        <xmpMM:DocumentID>uuid:%4$s</xmpMM:DocumentID>
        <xmpMM:InstanceID>uuid:%4$s</xmpMM:InstanceID>
        <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
        <xmpMM:VersionID>1</xmpMM:VersionID>
        <pdfaExtension:schemas><rdf:Bag>
        %5$s%6$s</rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="w"?>
        """
                .formatted(
                        xml(title),
                        DocumentEntries.PRODUCER,
                        DateTimeFormatter.ISO_INSTANT.format(made),
                        id,
                        SCHEMA.formatted(
                                "PDF/X identification",
                                "http://www.npes.org/pdfx/ns/id/",
                                "pdfxid",
                                "GTS_PDFXVersion",
                                "The version of PDF/X"),
                        SCHEMA.formatted(
                                "PDF properties",
                                "http://ns.adobe.com/pdf/1.3/",
                                "pdf",
                                "Trapped",
                                "Whether the document has been trapped"));
    }

    private String intent(String standard, int profile) {
        return "<</Type/OutputIntent/S/"
                + standard
                + "/OutputConditionIdentifier "
                + PdfWriter.textString(condition.identifier())
                + (REGISTERED.matcher(condition.identifier()).matches()
                        ? "/RegistryName(http://www.color.org)"
                        : "")
                + "/Info "
                + PdfWriter.textString(condition.description())
                + "/DestOutputProfile "
                + profile
                + " 0 R>>";
    }

    /** Text between tags. */
    private static String xml(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\ufffe\\uffff]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}

package io.counterfoil.printing.layout;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files for presses by PDF/A-2b with veraPDF; see {@link PdfX4Check} for PDF/X-4. */
final class PressFileCheck {
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
}

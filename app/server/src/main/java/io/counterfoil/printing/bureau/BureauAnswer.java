package io.counterfoil.printing.bureau;

import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.pdf.OutputCondition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bureau as the API and the pages show it.
 *
 * @param fingerprint of its key, to compare with the bureau
 * @param keyOwner whose key it is, as the key says
 */
record BureauAnswer(
        UUID id,
        String name,
        String fingerprint,
        String keyOwner,
        @Nullable Instant keyExpiresAt,
        String publicKey,
        double bleedMm,
        double safeMm,
        double slugMm,
        boolean cropMarks,
        String cutContour,
        String scratchPanel,
        @Nullable String outputCondition,
        String dataFormat,
        int sparePercent) {

    static BureauAnswer of(Bureau bureau) {
        BureauProfile profile = bureau.profile();
        return new BureauAnswer(
                bureau.id(),
                bureau.name(),
                bureau.key().fingerprint(),
                bureau.key().owner(),
                bureau.key().expiresAt(),
                bureau.key().armoured(),
                profile.bleedMm(),
                profile.safeMm(),
                profile.slugMm(),
                profile.cropMarks(),
                profile.spots().cutContour(),
                profile.spots().scratchPanel(),
                profile.outputCondition().map(OutputCondition::identifier).orElse(null),
                bureau.dataFormat().label(),
                bureau.sparePercent());
    }
}

package io.counterfoil.printing;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file of a run since it was drawn and checked; the file itself is not kept.
 *
 * @param name unique within the run
 * @param part which of the run's parts, counted from 0
 * @param revision 1 for what was ordered, more for each reprint
 * @param items how many items are in it
 * @param pages how many pages it has
 * @param bytes how long it is
 * @param sha256 of all its bytes, in hexadecimal
 * @param fingerprint of all that it shows but serials and codes, in hexadecimal
 * @param readBack how many of its items were read back
 * @param conformance the standards that it conforms to, or "none"; null if it was drawn by a version
 *     that did not say
 * @param codes whether it shows codes
 */
record PrintFile(
        String name,
        int part,
        int revision,
        int items,
        int pages,
        long bytes,
        String sha256,
        String fingerprint,
        int readBack,
        @Nullable String conformance,
        boolean codes) {

    /** Whether a volume with this fingerprint would be the very same file. */
    boolean isFrom(byte[] otherFingerprint) {
        return HexFormat.of().formatHex(otherFingerprint).equals(fingerprint);
    }
}

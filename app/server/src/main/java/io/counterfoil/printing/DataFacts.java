package io.counterfoil.printing;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is known of a data file of a run since it was written once; the file itself is not kept.
 *
 * @param name unique within the run
 * @param bytes how long it is
 * @param sha256 of all its bytes, in hexadecimal
 * @param fingerprint of all that it holds but serials and codes, in hexadecimal
 */
record DataFacts(String name, long bytes, String sha256, String fingerprint) {

    /** Whether a file with this fingerprint would be the very same one. */
    boolean isFrom(byte[] otherFingerprint) {
        return Arrays.equals(HexFormat.of().parseHex(fingerprint), otherFingerprint);
    }
}

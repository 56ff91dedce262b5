package io.counterfoil.printing.pdf;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The press that a file's colours are meant for.
 *
 * @param identifier its name, such as "FOGRA39" or the bureau's own
 * @param iccProfile the bureau's ICC profile of it, which goes into every file
 */
public record OutputCondition(String identifier, byte[] iccProfile) {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,79}");

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when the profile is none of a CMYK press, or the identifier
     *     is no plain text, with a sentence for the person who sent them
     */
    public OutputCondition {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw new IllegalArgumentException(
                    "The output condition has a name of up to 80 plain letters, digits and signs,"
                            + " such as FOGRA39; please ask the bureau for it.");
        }
        iccProfile = iccProfile.clone();
        IccProfile.read(iccProfile);
    }

    @Override
    public byte[] iccProfile() {
        return iccProfile.clone();
    }

    /** The condition in words, out of the profile. */
    public String description() {
        return IccProfile.read(iccProfile).description().orElse(identifier);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputCondition condition
                && identifier.equals(condition.identifier)
                && Arrays.equals(iccProfile, condition.iccProfile);
    }

    @Override
    public int hashCode() {
        return 31 * identifier.hashCode() + Arrays.hashCode(iccProfile);
    }

    @Override
    public String toString() {
        return "OutputCondition[" + identifier + ", " + iccProfile.length + " bytes]";
    }
}

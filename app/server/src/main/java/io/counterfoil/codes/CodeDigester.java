package io.counterfoil.codes;

/** Turns redemption codes into the digests that the database may see. Safe for many threads. */
public final class CodeDigester {
    private final KeyedDigest digest;

    /**
     * A digester under the server's key.
     *
     * @param key the installation's key; with another one no code is found again
     */
    public CodeDigester(ServerKey key) {
        this.digest = key.digest(ServerKey.Purpose.CODE_DIGEST);
    }

    /** The digest of this code. */
    public CodeDigest digest(RedemptionCode code) {
        return new CodeDigest(digest.of(code.symbols()));
    }

    /** Whether one of the codes that a damaged one may have been has this digest. */
    public boolean matches(DamagedCode code, CodeDigest wanted) {
        // All of them, whichever fits: the work tells nothing of the symbols.
        return code.candidates().filter(candidate -> digest(candidate).equals(wanted)).count() > 0;
    }
}

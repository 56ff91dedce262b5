package io.counterfoil.codes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * One digest that binds many codes in their order: SHA-256 of the value before and the keyed digests
 * of a block of codes, block after block. An event that names it proves later which codes there
 * were, and tells nobody any of them.
 */
public final class CodeChain {
    /** Codes of one block. What events name depends on it: never change it. */
    public static final int BLOCK = 50_000;

    private static final byte[] START = {};

    private final MessageDigest block = sha256();
    private byte[] blocksBefore = START;
    private int inBlock;

    /** Adds the digest of the next code. */
    public void add(CodeDigest next) {
        if (inBlock == 0) {
            block.update(blocksBefore);
        }
        block.update(next.bytes());
        if (++inBlock == BLOCK) {
            blocksBefore = block.digest();
            inBlock = 0;
        }
    }

    /** The digest of all codes that were added; asked once, at the end. */
    public byte[] value() {
        return inBlock == 0 ? blocksBefore : block.digest();
    }

    /** The digest of these codes alone. */
    public static byte[] of(List<CodeDigest> codes) {
        CodeChain chain = new CodeChain();
        codes.forEach(chain::add);
        return chain.value();
    }

    /**
     * The digest of all codes up to the end of a block.
     *
     * @param blocksBefore that of the blocks before this one; empty for the first
     * @param next the codes of the block, at most {@link #BLOCK}
     */
    public static byte[] of(byte[] blocksBefore, List<CodeDigest> next) {
        MessageDigest sha256 = sha256();
        sha256.update(blocksBefore);
        next.forEach(code -> sha256.update(code.bytes()));
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }
}

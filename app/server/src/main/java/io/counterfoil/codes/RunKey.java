package io.counterfoil.codes;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The key under which the codes of one print run wait for their count-in. It is a file outside the
 * database and its backups; with it the sealed codes are gone for ever.
 */
public final class RunKey {
    /** Bytes of the key. */
    public static final int BYTES = 32;

    private final byte[] bytes;
    private final Seal seal;

    /**
     * Which codes a sealed block has; a block can't pass for another one.
     *
     * @param run id of the print run
     * @param from sequence of the first code
     * @param to sequence of the last code
     */
    public record Block(UUID run, int from, int to) {
        public Block {
            if (from < 1 || to < from || to > SerialNumber.LAST_SEQUENCE) {
                throw new IllegalArgumentException(
                        "A block of codes goes upwards from 1, not from " + from + " to " + to);
            }
        }

        /** How many codes the block has. */
        public int size() {
            return to - from + 1;
        }

        private byte[] context() {
            return ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES)
                    .putLong(run.getMostSignificantBits())
                    .putLong(run.getLeastSignificantBits())
                    .putInt(from)
                    .putInt(to)
                    .array();
        }
    }

    /**
     * The key with these bytes, as read from its file.
     *
     * @throws IllegalArgumentException when they are not {@link #BYTES} long
     */
    public RunKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A run's key has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
        this.seal = new Seal(this.bytes);
    }

    /** A new key. */
    public static RunKey generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RunKey(bytes);
    }

    /** A copy of the bytes, for the file that keeps them until count-in. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /**
     * Seals the codes of a block, in order of their serials.
     *
     * @throws IllegalArgumentException when there are not as many codes as the block has serials
     */
    public byte[] seal(Block block, List<RedemptionCode> codes, SecureRandom random) {
        if (codes.size() != block.size()) {
            throw new IllegalArgumentException(
                    "The block has " + block.size() + " serials, but " + codes.size() + " codes.");
        }
        ByteBuffer packed = ByteBuffer.allocate(codes.size() * RedemptionCode.PACKED_BYTES);
        for (RedemptionCode code : codes) {
            code.pack(packed);
        }
        return seal.seal(packed.array(), block.context(), random);
    }

    /**
     * Opens what {@link #seal} returned for the same block.
     *
     * @throws BrokenSealException when it was altered, is another block's or under another key
     */
    public List<RedemptionCode> open(Block block, byte[] sealed) {
        ByteBuffer packed = ByteBuffer.wrap(seal.open(sealed, block.context()));
        List<RedemptionCode> codes = new ArrayList<>(block.size());
        while (packed.hasRemaining()) {
            codes.add(RedemptionCode.unpack(packed));
        }
        return codes;
    }

    @Override
    public String toString() {
        return "RunKey[hidden]";
    }
}

package io.counterfoil.printing;

import io.counterfoil.codes.CodeChain;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.SerialRange;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * New codes for a block of items, as the database may have them: as digests, and sealed.
 *
 * @param range the serials
 * @param digests one per serial, in order
 * @param block names the block within its seal
 * @param sealed the codes under the run's key
 */
record MintedBlock(SerialRange range, List<CodeDigest> digests, RunKey.Block block, byte[] sealed) {

    static MintedBlock make(
            UUID run, SerialRange range, RunKey key, CodeDigester digester, SecureRandom random) {
        CodeGenerator generator = new CodeGenerator(random);
        List<RedemptionCode> codes = new ArrayList<>(range.size());
        List<CodeDigest> digests = new ArrayList<>(range.size());
        for (int i = 0; i < range.size(); i++) {
            RedemptionCode code = generator.next();
            codes.add(code);
            digests.add(digester.digest(code));
        }
        RunKey.Block block = new RunKey.Block(run, range.from(), range.to());
        return new MintedBlock(range, digests, block, key.seal(block, codes, random));
    }

    /** The fingerprint of all blocks up to this one. */
    byte[] fingerprint(byte[] ofBlocksBefore) {
        return CodeChain.of(ofBlocksBefore, digests);
    }
}

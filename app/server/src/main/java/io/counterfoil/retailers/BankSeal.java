package io.counterfoil.retailers;

import io.counterfoil.codes.Seal;
import io.counterfoil.codes.ServerKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Seals bank details under a key of their own, so that the database and its backups show none. */
public final class BankSeal {
    private final Seal seal;
    private final SecureRandom random;

    /** A seal derived from {@code serverKey}. */
    public BankSeal(ServerKey serverKey, SecureRandom random) {
        this.seal = serverKey.seal(ServerKey.Purpose.BANK_DETAILS);
        this.random = random;
    }

    /** Seals details that are kept under this id. */
    public byte[] seal(UUID id, NewBankDetails.Checked details) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(details.holder());
            out.writeUTF(details.iban().reveal());
            out.writeUTF(details.bic() == null ? "" : details.bic());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seal.seal(bytes.toByteArray(), context(id), random);
    }

    /**
     * Opens what {@link #seal} returned.
     *
     * @throws io.counterfoil.codes.BrokenSealException if it was altered or is kept under another id
     */
    public NewBankDetails.Checked open(UUID id, byte[] sealed) {
        try (DataInputStream in =
                new DataInputStream(
                        new ByteArrayInputStream(seal.open(sealed, context(id))))) {
            String holder = in.readUTF();
            Iban iban = Iban.of(in.readUTF());
            String bic = in.readUTF();
            return new NewBankDetails.Checked(holder, iban, bic.isEmpty() ? null : bic);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] context(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}

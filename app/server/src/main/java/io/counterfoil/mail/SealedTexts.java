package io.counterfoil.mail;

import io.counterfoil.codes.Seal;
import io.counterfoil.codes.ServerKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/** Bodies of messages as the database keeps them: sealed, each for its message only. */
public final class SealedTexts {
    private static final int ID_BYTES = 2 * Long.BYTES;

    private final Seal seal;
    private final SecureRandom random;

    /** Bodies sealed under a key of their own, derived from {@code serverKey}. */
    public SealedTexts(ServerKey serverKey, SecureRandom random) {
        this.seal = serverKey.seal(ServerKey.Purpose.MAIL);
        this.random = random;
    }

    /** Seals text and HTML of a message. */
    byte[] seal(UUID message, MailText written) {
        byte[] text = written.text().getBytes(StandardCharsets.UTF_8);
        byte[] html = written.html().getBytes(StandardCharsets.UTF_8);
        byte[] body =
                ByteBuffer.allocate(Integer.BYTES + text.length + html.length)
                        .putInt(text.length)
                        .put(text)
                        .put(html)
                        .array();
        return seal.seal(body, context(message), random);
    }

    /**
     * Opens what {@link #seal} returned.
     *
     * @param subject of the message, which is not sealed
     * @throws io.counterfoil.codes.BrokenSealException if it was altered or is another message's
     */
    MailText open(UUID message, String subject, byte[] sealed) {
        ByteBuffer body = ByteBuffer.wrap(seal.open(sealed, context(message)));
        byte[] text = new byte[body.getInt()];
        body.get(text);
        byte[] html = new byte[body.remaining()];
        body.get(html);
        return new MailText(
                subject,
                new String(text, StandardCharsets.UTF_8),
                new String(html, StandardCharsets.UTF_8));
    }

    /** Seals where one unsubscribes from a message's series. */
    byte[] sealLink(UUID message, String link) {
        return seal.seal(link.getBytes(StandardCharsets.UTF_8), linkContext(message), random);
    }

    /**
     * Opens what {@link #sealLink} returned.
     *
     * @throws io.counterfoil.codes.BrokenSealException if it was altered or is another message's
     */
    String openLink(UUID message, byte[] sealed) {
        return new String(seal.open(sealed, linkContext(message)), StandardCharsets.UTF_8);
    }

    private static byte[] context(UUID message) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(message.getMostSignificantBits())
                .putLong(message.getLeastSignificantBits())
                .array();
    }

    // Longer than that of a body, so that neither opens as the other.
    private static byte[] linkContext(UUID message) {
        return Arrays.copyOf(context(message), ID_BYTES + 1);
    }
}

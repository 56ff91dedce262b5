package io.counterfoil.mail;

import io.counterfoil.platform.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is told.
 *
 * @param kind which templates say it
 * @param name of the recipient, as they wrote it
 * @param address theirs
 * @param values what the templates may name
 * @param secrets what only the bodies may name, as {@code secret.NAME}; with any, the message is
 *     forgotten once it is sent
 * @param series that it belongs to, if one can unsubscribe from that
 * @param goodUntil when it is not true any more and nothing is sent; null = it stays true
 */
public record Message(
        MailKind kind,
        String name,
        String address,
        Map<String, ?> values,
        Map<String, String> secrets,
        @Nullable Series series,
        @Nullable Instant goodUntil) {

    /**
     * Messages that somebody gets until they unsubscribe.
     *
     * @param id its id
     * @param unsubscribe the address to which mail programs post that (RFC 8058)
     */
    public record Series(UUID id, String unsubscribe) {
        @Override
        public String toString() {
            return "Series[" + id + "]";
        }
    }

    public Message {
        if (!Fields.isEmail(address)) {
            throw new IllegalArgumentException("a message needs an e-mail address");
        }
        name = OneLine.of(name);
        values = Map.copyOf(values);
        secrets = Map.copyOf(secrets);
    }

    /** A message that belongs to no series and stays true. */
    public Message(
            MailKind kind,
            String name,
            String address,
            Map<String, ?> values,
            Map<String, String> secrets) {
        this(kind, name, address, values, secrets, null, null);
    }

    /** A message without secrets. */
    public static Message of(
            MailKind kind, String name, String address, Map<String, ?> values) {
        return new Message(kind, name, address, values, Map.of());
    }

    /** The same as part of a series. */
    public Message in(Series whole) {
        return new Message(kind, name, address, values, secrets, whole, goodUntil);
    }

    /** The same, of which nothing is sent once this moment is past. */
    public Message until(Instant moment) {
        return new Message(kind, name, address, values, secrets, series, moment);
    }

    @Override
    public String toString() {
        return "Message[" + kind + "]";
    }
}

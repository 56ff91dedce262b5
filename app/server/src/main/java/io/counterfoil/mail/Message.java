package io.counterfoil.mail;

import io.counterfoil.platform.Fields;
import java.util.Map;

/**
 * What somebody is told.
 *
 * @param kind which templates say it
 * @param name of the recipient, as they wrote it
 * @param address theirs
 * @param values what the templates may name
 * @param secrets what only the bodies may name, as {@code secret.NAME}; with any, the message is
 *     forgotten once it is sent
 */
public record Message(
        MailKind kind,
        String name,
        String address,
        Map<String, ?> values,
        Map<String, String> secrets) {

    public Message {
        if (!Fields.isEmail(address)) {
            throw new IllegalArgumentException("a message needs an e-mail address");
        }
        name = OneLine.of(name);
        values = Map.copyOf(values);
        secrets = Map.copyOf(secrets);
    }

    /** A message without secrets. */
    public static Message of(
            MailKind kind, String name, String address, Map<String, ?> values) {
        return new Message(kind, name, address, values, Map.of());
    }

    @Override
    public String toString() {
        return "Message[" + kind + "]";
    }
}

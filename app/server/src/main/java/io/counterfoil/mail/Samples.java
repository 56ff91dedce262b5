package io.counterfoil.mail;

import java.util.Map;

/** Messages as they might be, for previews and tests of texts. */
final class Samples {
    private Samples() {}

    /** A message of that kind to somebody. */
    static Message of(MailKind kind, String name, String address) {
        return switch (kind) {
            case TEMPORARY_PASSWORD ->
                    new Message(
                            kind,
                            name,
                            address,
                            Map.of(
                                    "username", "anna@example.com",
                                    "plan", "Select",
                                    "repository", "rest:https://storage.example.com/",
                                    "repositoryUser", "r2k7m0x9qab"),
                            Map.of("password", "k4vh-is-a-sample"));
            case TEST -> Message.of(kind, name, address, Map.of());
        };
    }
}

package io.counterfoil.accounts.directory;

import io.counterfoil.accounts.Contact;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A customer with its contacts.
 *
 * @param id its id
 * @param name its name
 * @param createdAt since when it is known
 * @param contacts whom mail about its accounts goes to, the oldest first
 */
public record CustomerView(UUID id, String name, Instant createdAt, List<Contact> contacts) {
    public CustomerView {
        contacts = List.copyOf(contacts);
    }
}

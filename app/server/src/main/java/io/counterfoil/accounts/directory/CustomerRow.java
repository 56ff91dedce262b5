package io.counterfoil.accounts.directory;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer in a list.
 *
 * @param id its id
 * @param name its name
 * @param email the address of its first contact; null = it has none
 * @param accounts how many accounts it has, sub-accounts included
 * @param createdAt since when it is known
 */
public record CustomerRow(
        UUID id, String name, @Nullable String email, int accounts, Instant createdAt) {}

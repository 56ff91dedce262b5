package io.counterfoil.provisioning;

import java.time.Instant;

/**
 * A key to an account's repository that works; its password is nowhere.
 *
 * @param username what clients send with the password
 * @param scope what it lets them do
 * @param createdAt since when there is it
 */
public record RepositoryKey(String username, KeyScope scope, Instant createdAt) {}

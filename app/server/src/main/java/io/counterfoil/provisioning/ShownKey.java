package io.counterfoil.provisioning;

import java.util.UUID;

/**
 * A key that somebody showed with its password.
 *
 * @param account whose repository it opens
 * @param scope what it lets its bearer do there
 */
public record ShownKey(UUID account, KeyScope scope) {}

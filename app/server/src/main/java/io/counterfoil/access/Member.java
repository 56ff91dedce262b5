package io.counterfoil.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in for the provider or one of its retailers.
 *
 * @param id their id
 * @param email by which they sign in, in lower case
 * @param name how pages call them
 * @param role what they may do
 * @param retailer for whom they work; null: for the provider itself
 * @param disabled whether they may no longer sign in
 * @param lockedOut whether the provider disabled them, so that no manager of theirs lets them in
 */
public record Member(
        UUID id,
        String email,
        String name,
        Role role,
        @Nullable UUID retailer,
        boolean disabled,
        boolean lockedOut) {}

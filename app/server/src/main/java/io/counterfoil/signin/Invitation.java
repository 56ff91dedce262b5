package io.counterfoil.signin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was invited and has not come yet.
 *
 * @param id by which it is sent again or taken back
 * @param email where it went, in lower case; they will sign in with it
 * @param role what they will be, in lower case
 * @param retailer for whom they will work; null: for the provider itself
 * @param sentAt when the newest mail was posted
 * @param sentBy the member of staff who had it posted, or answers for the key that did; null if none
 * @param sentWith the API key that had it posted; null if none did
 */
record Invitation(
        UUID id,
        String email,
        String role,
        @Nullable UUID retailer,
        Instant sentAt,
        @Nullable UUID sentBy,
        @Nullable UUID sentWith) {}

package io.counterfoil.mail;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message in the outbox, without what it says.
 *
 * @param id its id
 * @param kind which templates said it; kinds come and go, so that it may be one of another version
 * @param state what has become of it
 * @param name of the recipient
 * @param address theirs
 * @param subject its subject
 * @param secret whether it says a secret
 * @param readable whether what it says is still there
 * @param attempts how often it was handed to the mail server
 * @param reason why it isn't sent, in words; null: nothing stands in its way
 * @param postedAt when it was posted
 * @param dueAt when it is tried next; null: never
 * @param settledAt when it came to its end; null: it waits
 * @param goodUntil after which it is not sent any more; null: it stays true
 */
record OutboxMessage(
        UUID id,
        String kind,
        MailState state,
        String name,
        String address,
        String subject,
        boolean secret,
        boolean readable,
        int attempts,
        @Nullable String reason,
        Instant postedAt,
        @Nullable Instant dueAt,
        @Nullable Instant settledAt,
        @Nullable Instant goodUntil) {

    /**
     * Whether its secret lets whoever reads it work for the provider or in a shop, perhaps under
     * somebody else's name. Of a kind that this version doesn't know, that is to be feared.
     */
    boolean letsStaffIn() {
        return secret
                && Arrays.stream(MailKind.values())
                        .filter(known -> known.name().equalsIgnoreCase(kind))
                        .allMatch(MailKind::isForStaffToEnter);
    }

    /** Whether it can't be true any more at a moment. */
    boolean isLate(Instant now) {
        return goodUntil != null && !now.isBefore(goodUntil);
    }
}

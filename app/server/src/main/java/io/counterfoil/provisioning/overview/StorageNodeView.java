package io.counterfoil.provisioning.overview;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A storage node. Sizes are in bytes.
 *
 * @param name its name in the settings
 * @param url where backup programs reach it
 * @param answeredAt when it last answered; null = never
 * @param problem why it did not when it was last asked; null = it did
 * @param contract the version of the contract that it speaks; null = it has not said so
 * @param clockBehindSeconds how far its clock is behind; negative: ahead; null = not known
 * @param diskBytes size of its disk; null = not known
 * @param freeBytes what may still be written there; null = not known
 * @param accepts whether its settings let new accounts go there
 * @param draining whether it is to become empty
 * @param drainProblem why it does not become emptier; null = it does, or is to stay
 * @param overSubscription how many times its disk may be promised; null = not limited
 * @param promisedBytes what all accounts there, and on their way there, are promised
 * @param accounts how many of the caller's accounts are there
 * @param storedBytes what these store
 * @param othersStoredBytes what all others store
 * @param moving how many of the caller's moves away from it are under way
 * @param forwarded how many of the caller's accounts are elsewhere but may still be reached here
 * @param lastForwardedAt when a backup program last came for one of them; null = never
 */
public record StorageNodeView(
        String name,
        URI url,
        @Nullable Instant answeredAt,
        @Nullable String problem,
        @Nullable Integer contract,
        @Nullable Double clockBehindSeconds,
        @Nullable Long diskBytes,
        @Nullable Long freeBytes,
        boolean accepts,
        boolean draining,
        @Nullable String drainProblem,
        @Nullable BigDecimal overSubscription,
        long promisedBytes,
        long accounts,
        long storedBytes,
        long othersStoredBytes,
        long moving,
        long forwarded,
        @Nullable Instant lastForwardedAt) {}

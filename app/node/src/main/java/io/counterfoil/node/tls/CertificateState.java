package io.counterfoil.node.tls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a connector's certificate is.
 *
 * @param expiresAt of the one that is shown to clients
 * @param fault why a newer one wasn't taken up, null if there is none or it was
 */
public record CertificateState(Instant expiresAt, @Nullable String fault) {
    /** ACME clients renew at least so long before the end. */
    private static final Duration LATE = Duration.ofDays(14);

    /** What is wrong and what to do, or null. */
    public @Nullable String complaint(Instant now) {
        if (fault != null) {
            return "the new certificate isn't used: "
                    + fault
                    + ". The old one, which ends at "
                    + expiresAt
                    + ", stays until its files are put right";
        }
        return now.isBefore(expiresAt)
                ? null
                : "the certificate ended at " + expiresAt + ": renew it; it is taken up by itself";
    }

    /** What will be wrong soon, or null. */
    public @Nullable String warning(Instant now) {
        return now.isBefore(expiresAt.minus(LATE))
                ? null
                : "the certificate ends at " + expiresAt + " and wasn't renewed yet: see why";
    }
}

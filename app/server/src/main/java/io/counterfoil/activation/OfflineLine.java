package io.counterfoil.activation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of an offline day.
 *
 * @param line where it stands, counted from 1
 * @param requestId as it stands there
 * @param serial as it stands there
 * @param state {@code activated}, {@code declined} or {@code refused}
 * @param reason why it was not sold; null if it was
 */
public record OfflineLine(
        int line,
        @Nullable String requestId,
        @Nullable String serial,
        String state,
        @Nullable String reason) {
    static final String REFUSED = "refused";

    /** A line that can't be carried out as it stands. */
    static OfflineLine refused(int line, OfflineRows.Line as, String reason) {
        return new OfflineLine(line, as.requestId(), as.serial(), REFUSED, reason);
    }

    /** What a list of lines goes on after. */
    UUID place() {
        return new UUID(0, line);
    }

    /** The line that {@link #place} names. */
    static long lineAt(UUID place) {
        return place.getLeastSignificantBits();
    }
}

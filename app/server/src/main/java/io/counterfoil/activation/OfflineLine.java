package io.counterfoil.activation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.counterfoil.platform.Text;
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
 * @param reasonText the same for pages of any language
 */
public record OfflineLine(
        int line,
        @Nullable String requestId,
        @Nullable String serial,
        String state,
        @Nullable String reason,
        @JsonIgnore @Nullable Text reasonText) {
    static final String REFUSED = "refused";

    /** A line that can't be carried out as it stands. */
    static OfflineLine refused(int line, OfflineRows.Line as, Text reason) {
        return new OfflineLine(
                line, as.requestId(), as.serial(), REFUSED, OfflineRows.plain(reason), reason);
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

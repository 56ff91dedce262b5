package io.counterfoil.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for, or got, a second person's word.
 *
 * @param id its id
 * @param action which use case
 * @param summary what will happen, for the one who decides
 * @param summaryText the same for pages of any language; null in a stored answer
 * @param state how far it is
 * @param requestedBy who asked; null if a program did that nobody answers for
 * @param requester that person's name
 * @param requestedAt when
 * @param decidedBy who agreed or not; null while it waits, and if nobody did
 * @param decider that person's name
 * @param decidedAt when
 */
public record Approval(
        UUID id,
        String action,
        String summary,
        @JsonIgnore @Nullable Text summaryText,
        State state,
        @Nullable UUID requestedBy,
        @Nullable String requester,
        Instant requestedAt,
        @Nullable UUID decidedBy,
        @Nullable String decider,
        @Nullable Instant decidedAt) {

    /** What will happen, for pages of any language. */
    public Text words() {
        return summaryText == null ? Text.of(summary) : summaryText;
    }

    /** How far an approval is. */
    public enum State {
        /** Nobody decided yet. */
        @JsonProperty("waiting")
        WAITING,
        /** Agreed to and carried out. */
        @JsonProperty("approved")
        APPROVED,
        /** Turned down. */
        @JsonProperty("rejected")
        REJECTED,
        /** What it was about changed before anybody decided. */
        @JsonProperty("overtaken")
        OVERTAKEN;

        /** As lists are asked for it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

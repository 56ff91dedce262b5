package io.counterfoil.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a refund does, or would do.
 *
 * @param grant whose time it takes back
 * @param oldEnd the end of the account's time before
 * @param newEnd its end after that
 * @param state where the term stands then
 * @param deletesAt when everything is deleted unless somebody acts; null = no such date was
 *     announced
 */
public record RefundView(
        UUID grant,
        Instant oldEnd,
        Instant newEnd,
        String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant deletesAt) {

    static RefundView of(UUID grant, Instant oldEnd, TermState after) {
        return new RefundView(
                grant, oldEnd, after.end(), after.label(), after.deletion().orElse(null));
    }
}

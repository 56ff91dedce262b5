package io.counterfoil.activation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a till and needs a person.
 *
 * @param kind why, as the API spells it
 * @param words why, as people say it
 * @param state whether it is still open, as the API spells it
 * @param terminal the till, or null if no till took part
 * @param requestId the till's number of the sale, or null if there is none
 * @param serial the item, or null if there is no such item
 * @param note what the shop said when it told of it, or null
 * @param noteText the same for pages of any language
 * @param resolvedBy the name of who said that it is done; null while it is open
 * @param resolution what came of it; null while it is open
 */
public record TillCase(
        UUID id,
        String kind,
        String words,
        String state,
        UUID retailer,
        String retailerName,
        UUID outlet,
        String outletName,
        @Nullable UUID terminal,
        @Nullable String terminalName,
        @Nullable String requestId,
        @Nullable String serial,
        @Nullable String note,
        @JsonIgnore @Nullable Text noteText,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolution) {

    /** The same with what its retailer, its outlet and its terminal are called. */
    TillCase named(String retailerName, String outletName, @Nullable String terminalName) {
        return new TillCase(
                id,
                kind,
                words,
                state,
                retailer,
                retailerName,
                outlet,
                outletName,
                terminal,
                terminalName,
                requestId,
                serial,
                note,
                noteText,
                openedAt,
                resolvedAt,
                resolvedBy,
                resolution);
    }
}

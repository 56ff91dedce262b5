package io.counterfoil.printing.bureau;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to fetch a package.
 *
 * @param id its id
 * @param revision which package: 1 for what was ordered, more for a reprint
 * @param link the id of the link that was used; null: the provider fetched it itself
 * @param address where it was sent, as far as the server knows
 * @param state how it went
 * @param startedAt when it began
 * @param endedAt when it ended, or null
 * @param bytes how much was sent
 * @param sha256 of what was sent, in hexadecimal; null while it is sent, and if it broke off
 *     unnoticed
 */
public record PackageReceipt(
        UUID id,
        int revision,
        @Nullable UUID link,
        String address,
        State state,
        Instant startedAt,
        @Nullable Instant endedAt,
        long bytes,
        @Nullable String sha256) {

    /** How an attempt went. */
    @Schema(name = "PackageReceiptState")
    public enum State {
        /** It is being sent. */
        @JsonProperty("sending")
        SENDING,
        /** All of it was sent. */
        @JsonProperty("complete")
        COMPLETE,
        /** The connection broke, or the server stopped. */
        @JsonProperty("broken_off")
        BROKEN_OFF
    }
}

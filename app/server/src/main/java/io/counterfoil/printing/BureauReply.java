package io.counterfoil.printing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a bureau says of the items that it printed.
 *
 * @param id its id
 * @param link the id of the link with which it was handed in
 * @param address from where, as far as the server knows
 * @param receivedAt when
 * @param sha256 of the table that was sent, in hexadecimal
 * @param state what became of it
 * @param counts how many items it puts where, with what was said of the others before; none if it
 *     has faults
 * @param unsaid of how many items of the run nobody has said anything, so that it can't be counted in
 * @param faults what is wrong with it, a sentence each, at most some dozens
 */
public record BureauReply(
        UUID id,
        UUID link,
        String address,
        Instant receivedAt,
        String sha256,
        State state,
        CountIns.Preview counts,
        int unsaid,
        List<String> faults) {
    public BureauReply {
        faults = List.copyOf(faults);
    }

    /** What became of a reply. */
    @Schema(name = "BureauReplyState")
    public enum State {
        /** The provider can count the run in by it. */
        @JsonProperty("proposed")
        PROPOSED,
        /** The bureau sent another one later, or items were printed again since. */
        @JsonProperty("replaced")
        REPLACED,
        /** It was about a reprint, but earlier versions took it to be about the whole run. */
        @JsonProperty("misread")
        MISREAD,
        /** The run was counted in by it. */
        @JsonProperty("accepted")
        ACCEPTED,
        /** It has faults, so that nothing can be counted in by it. */
        @JsonProperty("faulty")
        FAULTY
    }
}

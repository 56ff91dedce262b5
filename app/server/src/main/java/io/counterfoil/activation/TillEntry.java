package io.counterfoil.activation;

import io.counterfoil.platform.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A till's request as a page lists it.
 *
 * @param terminalName the till's name
 * @param serial what it wanted to sell, or null if there is no such item
 * @param state {@code activated}, {@code declined}, {@code reversed} or {@code returned}
 * @param reason why it was declined, or null
 * @param at when the till asked
 * @param soldAt when the shop sold it, if it could not ask then; else null
 * @param undoable whether the shop may undo it still, as far as one can see now
 * @param exception whether the till undid it after its code was redeemed: somebody has to look
 */
public record TillEntry(
        UUID terminal,
        String terminalName,
        String outletName,
        String requestId,
        @Nullable String serial,
        String state,
        @Nullable Text reason,
        Instant at,
        @Nullable Instant soldAt,
        boolean undoable,
        boolean exception) {

    /** Whether the sale was made and not undone. */
    boolean stands() {
        return state.equals(TillRequest.State.ACTIVATED.label());
    }

    /** The same with what its terminal and the outlet of that are called. */
    TillEntry named(String terminalName, String outletName) {
        return new TillEntry(
                terminal,
                terminalName,
                outletName,
                requestId,
                serial,
                state,
                reason,
                at,
                soldAt,
                undoable,
                exception);
    }

    TillEntry withUndoable(boolean whether) {
        return new TillEntry(
                terminal,
                terminalName,
                outletName,
                requestId,
                serial,
                state,
                reason,
                at,
                soldAt,
                whether,
                exception);
    }
}

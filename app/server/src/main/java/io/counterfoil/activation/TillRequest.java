package io.counterfoil.activation;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Text;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a till asked before, as it is stored.
 *
 * @param serial what it wanted to sell; null if only the reversal has come, or there is no such
 *     item
 * @param asked the number that it named, be there such an item or not; null if only the reversal has
 *     come, or it was no item's before such numbers were kept
 * @param fingerprint what the request said; null if only the reversal has come
 * @param reason why it was declined, or null
 * @param activatedAt when the item was activated for it, or null if it never was
 * @param soldAt when the shop sold it, if the till could not ask then; else null
 * @param reversedAt when it was undone, or null
 * @param returnedAt when the customer brought the item back, or null
 */
record TillRequest(
        @Nullable SerialNumber serial,
        @Nullable SerialNumber asked,
        byte @Nullable [] fingerprint,
        State state,
        @Nullable Text reason,
        @Nullable Instant activatedAt,
        @Nullable Instant soldAt,
        @Nullable Instant reversedAt,
        @Nullable Instant returnedAt) {

    /** A request of which only the reversal has come. */
    static TillRequest unseen(Instant reversedAt) {
        return new TillRequest(null, null, null, State.REVERSED, null, null, null, reversedAt, null);
    }

    /** The same once the till has undone it; what was declined stays that. */
    TillRequest undone(Instant at) {
        return new TillRequest(
                serial,
                asked,
                fingerprint,
                state == State.ACTIVATED ? State.REVERSED : state,
                reason,
                activatedAt,
                soldAt,
                at,
                returnedAt);
    }

    /** How the request stands. */
    enum State {
        ACTIVATED,
        DECLINED,
        REVERSED,
        RETURNED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}

package io.counterfoil.accounts;

import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How often a day the deletion of one account is planned, or gets another date. Whoever has its mail
 * is told of that, and once more if it stays: they may be somebody else than who presses the buttons.
 */
final class ChangesOfMind {
    /** As many as there are links that ask whether to delete. */
    static final int MOST = AccountLinks.MOST;

    private static final Duration COUNTED = Duration.ofDays(1);

    private ChangesOfMind() {}

    /**
     * Lets a locked account's deletion be planned once more.
     *
     * @throws Refused if it was so often already within a day
     */
    static void requireFew(Tx tx, EventLog events, UUID account) {
        Instant since = tx.now().minus(COUNTED);
        long plans =
                events.of(tx, Subject.account(account)).stream()
                        .filter(event -> event.at().isAfter(since))
                        .filter(ChangesOfMind::isPlan)
                        .count();
        if (plans >= MOST) {
            throw Refused.tooMany(
                    COUNTED,
                    Text.of(
                            "The deletion of this account was planned or moved {number} times"
                                    + " within a day, and its holder was told each time. Nothing"
                                    + " was changed: please try again tomorrow.",
                            "number",
                            MOST));
        }
    }

    private static boolean isPlan(Event event) {
        return event.type().equals("term_moved")
                && event.data().path("to").asText().equals("deletion_scheduled");
    }
}

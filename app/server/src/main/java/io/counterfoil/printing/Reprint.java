package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Items of an open run that are printed again under the same serials. From the moment that their
 * new codes exist the old ones are dead.
 *
 * @param id its id, which names its key too
 * @param run the id of the run
 * @param revision 2 for the first reprint of a run
 * @param serials which items, in order
 * @param reason why
 * @param state how far it is
 * @param minted whether its items have its codes, so that the ones before are dead
 * @param failure why it has failed, or what it waits for; or null
 */
public record Reprint(
        UUID id,
        UUID run,
        int revision,
        List<SerialRange> serials,
        String reason,
        State state,
        boolean minted,
        @Nullable String failure,
        Instant requestedAt) {
    public Reprint {
        serials = List.copyOf(serials);
    }

    /** How far a reprint is. */
    public enum State {
        /** Its codes are to be made. */
        MINTING,
        /** Its files are being checked. */
        CHECKING,
        /** It can be printed. */
        READY,
        /** Its codes could not be made, or its files did not pass; nobody has its codes. */
        FAILED;

        /** Its name in the database and in the API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether the codes that its items had before are dead, or soon will be. */
    boolean kills() {
        return minted || isUnderWay();
    }

    /** Whether it is neither ready nor has failed. */
    boolean isUnderWay() {
        return state == State.MINTING || state == State.CHECKING;
    }

    /** Whether it has stopped for now, for a reason that somebody may have to do away with. */
    boolean waits() {
        return isUnderWay() && failure != null;
    }

    /** How many items it has. */
    public int items() {
        return Revision.size(serials);
    }

    /**
     * Whether it has any of these items.
     *
     * @param others in order, as its own are
     */
    boolean touches(List<SerialRange> others) {
        int own = 0;
        int other = 0;
        while (own < serials.size() && other < others.size()) {
            if (serials.get(own).to() < others.get(other).from()) {
                own++;
            } else if (others.get(other).to() < serials.get(own).from()) {
                other++;
            } else {
                return true;
            }
        }
        return false;
    }
}

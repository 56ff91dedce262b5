package io.counterfoil.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person has to do something about at a storage node.
 *
 * @param node its name
 * @param percent of what is full; 0 for a node that is silent
 */
public record NodeTrouble(String node, Kind kind, int percent) {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int ALMOST_PROMISED = 90;
    private static final int ALMOST_FULL = 90;

    /** What it is. */
    public enum Kind {
        /** It has not answered for a quarter of an hour, or never. */
        SILENT,
        /** More than nine tenths of what it may promise is promised. */
        PROMISED,
        /** Less than a tenth of its disk is free. */
        FULL
    }

    /** What is the matter with a node now; empty if it is well. */
    static List<NodeTrouble> of(NodeRoom room, Instant now) {
        List<NodeTrouble> troubles = new ArrayList<>();
        Instant answered = room.answeredAt();
        // A survey that nobody makes says nothing about a node.
        if (room.problem() != null
                && (answered == null || answered.isBefore(now.minus(PATIENCE)))) {
            troubles.add(new NodeTrouble(room.name(), Kind.SILENT, 0));
        }
        room.promise()
                .ifPresent(
                        promise -> {
                            int percent = percent(room.placed(), promise);
                            if (percent > ALMOST_PROMISED) {
                                troubles.add(
                                        new NodeTrouble(room.name(), Kind.PROMISED, percent));
                            }
                        });
        NodeRoom.Measure measure = room.measure();
        if (measure != null) {
            int percent = percent(measure.disk() - measure.free(), measure.disk());
            if (percent > ALMOST_FULL) {
                troubles.add(new NodeTrouble(room.name(), Kind.FULL, percent));
            }
        }
        return troubles;
    }

    private static int percent(long part, long whole) {
        return whole <= 0 ? 100 : (int) Math.min(Integer.MAX_VALUE, Math.ceil(100.0 * part / whole));
    }
}

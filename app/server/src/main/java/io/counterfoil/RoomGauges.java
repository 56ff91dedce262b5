package io.counterfoil;

import io.counterfoil.provisioning.NodeRoom;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room of each storage node for Prometheus, with the node's name as the label {@code node}. */
final class RoomGauges implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(RoomGauges.class);

    private final Supplier<List<NodeRoom>> rooms;

    RoomGauges(Supplier<List<NodeRoom>> rooms) {
        this.rooms = rooms;
    }

    @Override
    public MetricSnapshots collect() {
        List<NodeRoom> now;
        try {
            now = rooms.get();
        } catch (RuntimeException e) {
            // The other metrics are wanted most when the database is away.
            LOG.debug("the rooms of nodes can't be read", e);
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(
                gauge(
                        now,
                        "storage_node_disk_bytes",
                        "Size of the node's disk",
                        measured(NodeRoom.Measure::disk)),
                gauge(
                        now,
                        "storage_node_free_bytes",
                        "What may still be written to it",
                        measured(NodeRoom.Measure::free)),
                gauge(
                        now,
                        "storage_node_stored_bytes",
                        "What its accounts store",
                        measured(NodeRoom.Measure::stored)),
                gauge(
                        now,
                        "storage_node_placed_bytes",
                        "What its accounts are promised",
                        room -> OptionalDouble.of((double) room.placed())),
                gauge(
                        now,
                        "storage_node_promise_bytes",
                        "What they may be promised in all, where that is limited",
                        room -> number(room.promise())),
                gauge(
                        now,
                        "storage_node_accepts",
                        "Whether new accounts are put there",
                        room -> OptionalDouble.of(room.accepts() ? 1 : 0)),
                gauge(
                        now,
                        "storage_node_answered_timestamp_seconds",
                        "When it last answered, in seconds since 1970",
                        RoomGauges::answered));
    }

    private static Function<NodeRoom, OptionalDouble> measured(
            Function<NodeRoom.Measure, Long> value) {
        return room -> {
            NodeRoom.Measure measure = room.measure();
            return measure == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(value.apply(measure));
        };
    }

    private static OptionalDouble answered(NodeRoom room) {
        return room.answeredAt() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) room.answeredAt().getEpochSecond());
    }

    private static OptionalDouble number(OptionalLong value) {
        return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) value.getAsLong());
    }

    private static GaugeSnapshot gauge(
            List<NodeRoom> rooms,
            String name,
            String help,
            Function<NodeRoom, OptionalDouble> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (NodeRoom room : rooms) {
            value.apply(room)
                    .ifPresent(
                            number ->
                                    gauge.dataPoint(
                                            GaugeDataPointSnapshot.builder()
                                                    .labels(Labels.of("node", room.name()))
                                                    .value(number)
                                                    .build()));
        }
        return gauge.build();
    }
}

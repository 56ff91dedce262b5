package io.counterfoil.node;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.counterfoil.node.contract.Capacity;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;

/** A node's room as metrics, read at most every ten seconds, and its connections. */
final class NodeGauges {
    private NodeGauges() {}

    static void register(PrometheusRegistry metrics, Connections connections) {
        GaugeWithCallback.builder()
                .name("node_connections")
                .help("Open connections to the data port.")
                .callback(gauge -> gauge.call(connections.count()))
                .register(metrics);
    }

    static void register(MetricRegistry metrics, CapacityMeter meter) {
        CachedGauge<Capacity> capacity =
                new CachedGauge<>(10, TimeUnit.SECONDS) {
                    @Override
                    protected Capacity loadValue() {
                        return meter.read();
                    }
                };
        metrics.registerGauge("node.accounts", (Gauge<Long>) () -> capacity.getValue().accounts());
        metrics.registerGauge(
                "node.capacity.total.bytes", (Gauge<Long>) () -> capacity.getValue().totalBytes());
        metrics.registerGauge(
                "node.capacity.usable.bytes",
                (Gauge<Long>) () -> capacity.getValue().usableBytes());
        metrics.registerGauge(
                "node.capacity.used.bytes", (Gauge<Long>) () -> capacity.getValue().usedBytes());
        metrics.registerGauge(
                "node.capacity.promised.bytes",
                (Gauge<Long>) () -> capacity.getValue().promisedBytes());
    }
}

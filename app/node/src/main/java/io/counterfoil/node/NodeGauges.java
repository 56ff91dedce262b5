package io.counterfoil.node;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.counterfoil.node.admin.CapacityMeter;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.Scrub;
import io.counterfoil.node.data.Connections;
import io.counterfoil.node.tls.TlsConnectorFactory;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** A node's room as metrics, read at most every ten seconds, its connections and certificates. */
final class NodeGauges {
    private NodeGauges() {}

    static void register(
            PrometheusRegistry metrics, Map<String, List<TlsConnectorFactory>> connectors) {
        GaugeWithCallback.builder()
                .name("node_certificate_expiry_seconds")
                .help("When the certificate of a port ends, in seconds since 1970.")
                .labelNames("port")
                .callback(gauge -> connectors.forEach((port, of) -> expiry(gauge, port, of)))
                .register(metrics);
    }

    private static void expiry(
            GaugeWithCallback.Callback gauge, String port, List<TlsConnectorFactory> connectors) {
        connectors.stream()
                .map(TlsConnectorFactory::state)
                .filter(Objects::nonNull)
                .mapToLong(state -> state.expiresAt().getEpochSecond())
                .min()
                .ifPresent(end -> gauge.call((double) end, port));
    }

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
        scrub(metrics, "checked.bytes", capacity, Scrub::checkedBytes);
        scrub(metrics, "damaged.objects", capacity, Scrub::damagedObjects);
        scrub(metrics, "unreadable.objects", capacity, Scrub::unreadableObjects);
    }

    /** Of the present round, or of the last one while there is none. */
    private static void scrub(
            MetricRegistry metrics,
            String name,
            Gauge<Capacity> capacity,
            ToLongFunction<Scrub> number) {
        metrics.registerGauge(
                "node.scrub." + name,
                (Gauge<Long>)
                        () -> {
                            Scrub scrub = capacity.getValue().scrub();
                            return scrub == null ? 0 : number.applyAsLong(scrub);
                        });
    }
}

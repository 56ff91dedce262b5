package io.counterfoil.node.data;

import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.store.Refusal;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the data port, as metrics. Their labels come from this program and never from a
 * client, so there are only so many of them, and no account among them.
 */
public final class Traffic {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 300
    };

    private final Histogram requests;
    private final Counter received;
    private final Counter sent;
    private final Counter refused;
    private final Counter broken;
    private final Counter forwarded;
    private final Gauge running;
    private final Gauge uploads;

    public Traffic(PrometheusRegistry metrics) {
        requests =
                Histogram.builder()
                        .name("node_request_seconds")
                        .help("Requests to the data port and how long they took, body included.")
                        .labelNames("method", "kind")
                        .classicOnly()
                        .classicUpperBounds(SECONDS)
                        .withoutExemplars()
                        .register(metrics);
        received = counter("node_received_bytes", "Bytes of bodies that clients sent.", metrics);
        sent = counter("node_sent_bytes", "Bytes of bodies that clients were sent.", metrics);
        broken =
                counter(
                        "node_broken_requests",
                        "Requests that ended without a whole answer.",
                        metrics);
        forwarded =
                counter(
                        "node_forwarded_requests",
                        "Requests to accounts that moved, handed on to another node.",
                        metrics);
        refused =
                Counter.builder()
                        .name("node_refused_requests")
                        .help("Requests that were refused, by reason and by the account's state.")
                        .labelNames("reason", "state")
                        .withoutExemplars()
                        .register(metrics);
        running =
                Gauge.builder()
                        .name("node_running_requests")
                        .help("Requests to the data port that aren't answered yet.")
                        .withoutExemplars()
                        .register(metrics);
        uploads =
                Gauge.builder()
                        .name("node_running_uploads")
                        .help("Those of them that send an object.")
                        .withoutExemplars()
                        .register(metrics);
    }

    private static Counter counter(String name, String help, PrometheusRegistry metrics) {
        return Counter.builder().name(name).help(help).withoutExemplars().register(metrics);
    }

    /** A request comes in; how it ends is seen to. */
    void begins(Exchange exchange) {
        boolean upload = isUpload(exchange);
        running.inc();
        if (upload) {
            uploads.inc();
        }
        Request.addCompletionListener(
                exchange.request(),
                failure -> {
                    running.dec();
                    if (upload) {
                        uploads.dec();
                    }
                    ended(exchange, failure);
                });
    }

    private void ended(Exchange exchange, @Nullable Throwable failure) {
        String method = exchange.request().getMethod();
        long nanos = System.nanoTime() - exchange.request().getBeginNanoTime();
        long out = Response.getContentBytesWritten(exchange.response());
        requests.labelValues(METHODS.contains(method) ? method : "other", kind(exchange.target()))
                .observe(nanos / (double) TimeUnit.SECONDS.toNanos(1));
        received.inc(exchange.body().received());
        sent.inc(out);
        if (exchange.isForwarded()) {
            forwarded.inc();
        }
        Refusal refusal = exchange.refusal();
        if (refusal != null) {
            refused.labelValues(refusal.word(), state(exchange.access())).inc();
        } else if (failure != null) {
            broken.inc();
        }
        AccessLog.write(exchange, out, nanos, failure);
    }

    private static boolean isUpload(Exchange exchange) {
        return exchange.access() != null
                && exchange.target() instanceof Target.One
                && "POST".equals(exchange.request().getMethod());
    }

    private static String kind(@Nullable Target target) {
        return switch (target) {
            case null -> "none";
            case Target.Whole whole -> "repository";
            case Target.Listing listing -> "list";
            case Target.One one -> one.kind().word();
        };
    }

    private static String state(@Nullable Access access) {
        return access == null
                ? "none"
                : access.account().state().name().toLowerCase(Locale.ROOT);
    }
}

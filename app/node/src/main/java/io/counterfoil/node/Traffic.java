package io.counterfoil.node;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The data port's access log and metrics. Neither ever sees a header of a request, so no credential
 * can get into them.
 */
final class Traffic {
    private static final Logger log = LoggerFactory.getLogger("io.counterfoil.node.access");

    private final Map<String, Timer> requests;
    private final Timer otherRequests;
    private final Meter received;
    private final Meter sent;
    private final Meter refused;
    private final Meter broken;

    Traffic(MetricRegistry metrics) {
        requests =
                Stream.of("GET", "HEAD", "POST", "DELETE")
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        m -> m, m -> metrics.timer("node.requests." + m)));
        otherRequests = metrics.timer("node.requests.other");
        received = metrics.meter("node.bytes.received");
        sent = metrics.meter("node.bytes.sent");
        refused = metrics.meter("node.refused");
        broken = metrics.meter("node.broken");
    }

    /** A request came to its end, good or bad. */
    void completed(
            @Nullable UUID account,
            Request request,
            Response response,
            RequestBody body,
            @Nullable Throwable failure) {
        long nanos = System.nanoTime() - request.getBeginNanoTime();
        long out = Response.getContentBytesWritten(response);
        requests.getOrDefault(request.getMethod(), otherRequests)
                .update(nanos, TimeUnit.NANOSECONDS);
        received.mark(body.received());
        sent.mark(out);
        if (failure != null) {
            broken.mark();
        } else if (response.getStatus() >= 400) {
            refused.mark();
        }
        if (log.isInfoEnabled()) {
            String who = account == null ? "-" : account.toString();
            MDC.put("account", who);
            log.info(
                    "account={} from={} method={} path={} status={} in={} out={} ms={}{}",
                    who,
                    Request.getRemoteAddr(request),
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    response.getStatus(),
                    body.received(),
                    out,
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    failure == null ? "" : " broken=" + failure.getClass().getSimpleName());
            MDC.remove("account");
        }
    }
}

package io.counterfoil;

import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Json;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.web.Assets;
import io.counterfoil.web.LateBodies;
import io.counterfoil.web.RequestIds;
import io.counterfoil.web.UnreadableRequests;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.errors.EofExceptionWriterInterceptor;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.function.IntSupplier;
import org.glassfish.jersey.server.ServerProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HTTP server of the service, or of a test, answers with. */
final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private Endpoints() {}

    /** Puts everything that {@code wiring} offers on the server. */
    static void open(Environment environment, Wiring wiring, Ids requestIds) {
        Json.configure(environment.getObjectMapper());
        environment
                .servlets()
                .addFilter("request-ids", new RequestIds(() -> requestIds.next().toString()))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        environment
                .servlets()
                .addFilter("late-bodies", new LateBodies())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        environment.servlets().addServlet("assets", wiring.assets()).addMapping(Assets.PATH + "/*");
        Upkeep upkeep = wiring.upkeep();
        for (String name : upkeep.checks().getNames()) {
            environment.healthChecks().register(name, upkeep.checks().getHealthCheck(name));
        }
        gauge(environment, "storage.accounts.waiting", () -> upkeep.backlog().waiting());
        gauge(environment, "storage.accounts.failing", () -> upkeep.backlog().failing());
        gauge(environment, "storage.accounts.stuck", () -> upkeep.backlog().stuck());
        gauge(environment, "storage.accounts.damaged", () -> upkeep.backlog().damaged());
        for (DriftKind kind : DriftKind.values()) {
            gauge(
                    environment,
                    "storage.drift." + kind.label(),
                    () -> upkeep.drifting(kind));
        }
        gauge(environment, "mail.messages.waiting", upkeep::mailWaiting);
        environment
                .admin()
                .addServlet("prometheus", new PrometheusMetricsServlet(metrics(environment, upkeep)))
                .addMapping("/metrics");
        environment
                .lifecycle()
                .addServerLifecycleListener(
                        server ->
                                server.setErrorHandler(
                                        new UnreadableRequests(environment.getObjectMapper())));
        // A proxy in front knows the outer address, not we.
        environment
                .jersey()
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        wiring.resources().forEach(environment.jersey()::register);
        // Whoever goes away before an answer's end is no fault of ours, and isn't logged as one.
        environment.jersey().register(new EofExceptionWriterInterceptor(environment.metrics()));
    }

    private static void gauge(Environment environment, String name, IntSupplier count) {
        environment.metrics().gauge(name, () -> () -> countOrNothing(count));
    }

    // The other metrics are wanted most when the database is away.
    private static double countOrNothing(IntSupplier count) {
        try {
            return count.getAsInt();
        } catch (RuntimeException e) {
            LOG.debug("a metric can't be read", e);
            return Double.NaN;
        }
    }

    private static PrometheusRegistry metrics(Environment environment, Upkeep upkeep) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new RoomGauges(upkeep::nodes));
        DropwizardExports.builder().dropwizardRegistry(environment.metrics()).register(registry);
        return registry;
    }
}

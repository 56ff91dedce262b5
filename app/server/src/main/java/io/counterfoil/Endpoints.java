package io.counterfoil;

import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Json;
import io.counterfoil.web.Assets;
import io.counterfoil.web.RequestIds;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.glassfish.jersey.server.ServerProperties;

/** What the HTTP server of the service, or of a test, answers with. */
final class Endpoints {
    private Endpoints() {}

    /** Puts everything that {@code wiring} offers on the server. */
    static void open(Environment environment, Wiring wiring, Ids requestIds) {
        Json.configure(environment.getObjectMapper());
        environment
                .servlets()
                .addFilter("request-ids", new RequestIds(() -> requestIds.next().toString()))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        environment.servlets().addServlet("assets", wiring.assets()).addMapping(Assets.PATH + "/*");
        wiring.healthChecks()
                .getNames()
                .forEach(
                        name ->
                                environment
                                        .healthChecks()
                                        .register(
                                                name, wiring.healthChecks().getHealthCheck(name)));
        environment
                .admin()
                .addServlet("prometheus", new PrometheusMetricsServlet(metrics(environment)))
                .addMapping("/metrics");
        // A proxy in front knows the outer address, not we.
        environment
                .jersey()
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        wiring.resources().forEach(environment.jersey()::register);
    }

    private static PrometheusRegistry metrics(Environment environment) {
        PrometheusRegistry registry = new PrometheusRegistry();
        DropwizardExports.builder().dropwizardRegistry(environment.metrics()).register(registry);
        return registry;
    }
}

package io.counterfoil;

import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Json;
import io.counterfoil.web.Assets;
import io.counterfoil.web.RequestIds;
import io.dropwizard.core.setup.Environment;
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
        // A proxy in front knows the outer address, not we.
        environment
                .jersey()
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        wiring.resources().forEach(environment.jersey()::register);
    }
}

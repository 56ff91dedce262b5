package io.counterfoil.console;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.counterfoil.access.Open;
import io.counterfoil.web.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the service can do its work, for load balancers. Why it can't stands on the admin port.
 */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Service")
public final class HealthResource {
    private final HealthCheckRegistry checks;
    private final Set<String> spared;

    /**
     * Runs {@code checks}.
     *
     * @param spared the parts without which the service goes on: a fault of theirs is shown, and no
     *     reason to send requests elsewhere
     */
    public HealthResource(HealthCheckRegistry checks, Set<String> spared) {
        this.checks = checks;
        this.spared = Set.copyOf(spared);
    }

    /**
     * How the service is.
     *
     * @param healthy whether it can take requests; what a storage node misses meanwhile is sent to
     *     it later
     * @param parts whether each part is well
     */
    public record Health(boolean healthy, Map<String, Boolean> parts) {}

    @GET
    @Open
    @Operation(summary = "Tell whether the service can do its work; 503 if it can't")
    @Answer(body = Health.class)
    @Answer(status = 503, body = Health.class)
    public Response health() {
        Map<String, Boolean> parts = new TreeMap<>();
        checks.runHealthChecks()
                .forEach(
                        (String part, HealthCheck.Result result) ->
                                parts.put(part, result.isHealthy()));
        boolean healthy =
                parts.entrySet().stream()
                        .allMatch(part -> part.getValue() || spared.contains(part.getKey()));
        return Response.status(healthy ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                .entity(new Health(healthy, parts))
                .build();
    }
}

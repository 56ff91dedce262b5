package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;

/** Sales of a day without a line, over the API. */
@Path("/api/v1/offline-days")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class OfflineDaysResource {
    private final OfflineDays days;

    /** Serves {@code days}. */
    public OfflineDaysResource(OfflineDays days) {
        this.days = days;
    }

    /** What became of a day. */
    public record OfflineDayAnswer(
            int activated, int declined, int refused, List<OfflineDays.OfflineLine> lines) {

        static OfflineDayAnswer of(List<OfflineDays.OfflineLine> lines) {
            return new OfflineDayAnswer(
                    count(lines, "activated"),
                    count(lines, "declined"),
                    count(lines, "refused"),
                    lines);
        }

        private static int count(List<OfflineDays.OfflineLine> lines, String state) {
            return (int) lines.stream().filter(line -> line.state().equals(state)).count();
        }
    }

    @POST
    // Whatever it is called: a table tells by its first line that it is one.
    @Consumes({"text/csv", MediaType.WILDCARD})
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Enter the sales of a day on which tills could not ask",
            description =
                    "A line per sale; the first line names the columns request_id, terminal, serial,"
                            + " sold_at and, if you like, gtin and price, in any order. Semicolons"
                            + " and a byte order mark are taken; a till's own key needs no terminal."
                            + " Each line is a sale of its own: the table can be sent again, and"
                            + " gets the same answers. Limits of a till count as they were at the"
                            + " moment of each sale, and it can enter so many sales within 24 hours"
                            + " as the provider's settings say. What was paid and can't be sold is"
                            + " listed as a case; sent again, after a delivery was received or a"
                            + " manager gave a release, it is sold if it can be by then. At most"
                            + " 100,000 lines.")
    public OfflineDayAnswer enter(
            @Context Caller caller, @Context Principal principal, InputStream table) {
        return OfflineDayAnswer.of(
                days.enter(caller, table, ActivationsResource.terminalOf(principal)));
    }
}

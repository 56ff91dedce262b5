package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API keys of the provider, its retailers and their tills. */
@Path("/console/keys")
@Produces(MediaType.TEXT_HTML)
public final class KeysPages {
    private static final String HERE = "/console/keys";
    private static final List<AreaLine> AREAS =
            Arrays.stream(ApiScope.Area.values())
                    .map(
                            area ->
                                    new AreaLine(
                                            area.words(),
                                            new ApiScope(area, false).label(),
                                            new ApiScope(area, true).label()))
                    .toList();

    private final ApiKeys keys;

    /** Pages over {@code keys}. */
    public KeysPages(ApiKeys keys) {
        this.keys = keys;
    }

    /** An area, with the scopes of it. */
    public record AreaLine(String words, String read, String write) {}

    /** All keys or some of them, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("whose") @Nullable String whose,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        return page(caller, KeyFilter.of(whose, state), Listing.of(null, after));
    }

    /** Makes a key of the provider and shows it, the only time. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page make(
            @Context Caller caller,
            @FormParam("label") @Nullable String label,
            @FormParam("may") @Nullable String may,
            @FormParam("scopes") List<String> scopes) {
        boolean some = "some".equals(may);
        try {
            ApiKeys.Made made =
                    keys.make(
                            caller,
                            KeyScopes.EVERYTHING,
                            new ApiKeys.Wanted(label, null, some ? scopes : null));
            return page(caller, KeyFilter.ALL, Listing.first()).with("made", made);
        } catch (Refused refused) {
            return page(caller, KeyFilter.ALL, Listing.first())
                    .with("label", label)
                    .with("may", some ? "some" : "all")
                    .with("scopes", scopes)
                    .refused(refused);
        }
    }

    /** Makes a key invalid. */
    @POST
    @Path("/{id}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response revoke(@Context Caller caller, @PathParam("id") String id) {
        keys.revoke(caller, Fields.idInPath("key", id));
        return Flash.seeOther(HERE, "The key is revoked. It opens nothing any more.");
    }

    private Page page(Caller caller, KeyFilter filter, Listing listing) {
        Slice<ApiKey> slice = keys.list(caller, filter, listing);
        return Page.of("console/keys")
                .with("keys", slice.items())
                .with("next", slice.next())
                .with("whose", filter.whose())
                .with("state", filter.state())
                .with("areas", AREAS);
    }
}

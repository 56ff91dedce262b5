package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.retailers.ShopChoice.Kind;
import io.counterfoil.web.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The part of a field for the name of a retailer or an outlet that suggests what is meant. */
@Path("/{area: console|retail}/shop-names")
@Produces(MediaType.TEXT_HTML)
public final class ShopNamesPages {
    private final ShopChoices choices;

    /** Suggests what is in {@code choices}. */
    public ShopNamesPages(ShopChoices choices) {
        this.choices = choices;
    }

    /**
     * The names that begin like what was typed.
     *
     * @param field which parameter has that: the script sends it under the name of the field
     * @param open whether only what may be sent items and sell them is meant
     */
    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK
    })
    public Page names(
            @Context Caller caller,
            @Context UriInfo asked,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("field") @DefaultValue("name") String field,
            @QueryParam("open") @DefaultValue("false") boolean open) {
        String typed = asked.getQueryParameters().getFirst(field);
        return Page.of("shop-names")
                .with(
                        "options",
                        choices.suggestions(
                                caller,
                                Fields.oneIfGiven("kind", kind, Kind.class).orElse(Kind.OUTLET),
                                typed == null ? "" : typed,
                                open));
    }
}

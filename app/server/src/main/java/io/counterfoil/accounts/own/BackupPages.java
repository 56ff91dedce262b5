package io.counterfoil.accounts.own;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** How a customer backs up and restores. */
@Path("/account/backup")
@Produces(MediaType.TEXT_HTML)
public final class BackupPages {
    private final Overviews overviews;

    /** Pages with the addresses of {@code overviews}. */
    public BackupPages(Overviews overviews) {
        this.overviews = overviews;
    }

    /** The commands, with the address of the repository and without its secret. */
    @GET
    @Allowed(Role.ACCOUNT_HOLDER)
    public Page show(@Context Caller caller, @Context Principal principal) {
        return Page.of("account/backup")
                .with("overview", overviews.of(caller, OwnAccount.of(principal)));
    }
}

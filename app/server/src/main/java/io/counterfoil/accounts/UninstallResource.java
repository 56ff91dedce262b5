package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Uninstalls over the API: with a key, or from the customer's software with the credential of its
 * repository, which is all that it has.
 */
@Path("/api/v1/accounts/{id}/uninstall")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UninstallResource {
    private final Uninstalls uninstalls;
    private final AccountCare care;

    /** Serves {@code uninstalls} of accounts that the caller reaches by {@code care}. */
    public UninstallResource(Uninstalls uninstalls, AccountCare care) {
        this.uninstalls = uninstalls;
        this.care = care;
    }

    /** The credential of the account's repository; null for callers with a key. */
    public record RepositoryCredential(@Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return "RepositoryCredential[…]";
        }
    }

    @POST
    @Operation(
            summary = "Plan the deletion of an account that was uninstalled",
            description =
                    "With a key, or without one and with the user name and password of the"
                            + " account's repository, of a key that may delete backups. While paid"
                            + " time is left, its holder is asked by mail, once while that link is"
                            + " good, and nothing is planned before they confirm. A backup after"
                            + " that takes it back.")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.ACCOUNT_HOLDER, Role.VISITOR})
    public Uninstalls.Outcome uninstall(
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @Nullable RepositoryCredential body) {
        UUID account = care.reached(caller, principal, id);
        return uninstalls.uninstall(
                known(caller, principal, request, account, body, true), account);
    }

    @POST
    @Path("/taken-back")
    @Operation(summary = "Keep an account that was uninstalled")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.ACCOUNT_HOLDER, Role.VISITOR})
    public Uninstalls.Outcome takeBack(
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @Nullable RepositoryCredential body) {
        UUID account = care.reached(caller, principal, id);
        return uninstalls.takeBack(
                known(caller, principal, request, account, body, false), account);
    }

    private Caller known(
            Caller caller,
            Principal principal,
            HttpServletRequest request,
            UUID account,
            @Nullable RepositoryCredential body,
            boolean toDelete) {
        if (principal.role() != Role.VISITOR) {
            return caller;
        }
        String username = text(body == null ? null : body.username());
        String password = text(body == null ? null : body.password());
        String address = request.getRemoteAddr();
        return toDelete
                ? uninstalls.mayDelete(caller, account, username, password, address)
                : uninstalls.proven(caller, account, username, password, address);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}

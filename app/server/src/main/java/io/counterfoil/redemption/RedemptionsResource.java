package io.counterfoil.redemption;

import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Codes over the API. Nobody needs a key; with the provider's own, wrong codes don't count as
 * guesses and an account is extended without its password.
 */
@Path("/api/v1/redemptions")
@Tag(name = "Redemption")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RedemptionsResource {
    /** No code is longer, however it is grouped. */
    private static final int LONGEST_CODE = 100;

    private final Redemptions redemptions;

    /** The API over {@code redemptions}. */
    public RedemptionsResource(Redemptions redemptions) {
        this.redemptions = redemptions;
    }

    /** Which code, for which account; without one, for a new account. */
    public record PreviewRequest(@Nullable String code, @Nullable String account) {
        @Override
        public String toString() {
            return "PreviewRequest[…]";
        }
    }

    /** The account to be opened. */
    public record AccountRequest(
            @Nullable String name,
            @Nullable String email,
            @Nullable String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "AccountRequest[…]";
        }
    }

    /** Which code, and either a new account or the name and password of one to extend. */
    public record RedemptionRequest(
            @Nullable String code,
            @Nullable AccountRequest newAccount,
            @Nullable String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "RedemptionRequest[…]";
        }
    }

    @POST
    @Path("/preview")
    @Operation(summary = "What a code would do to a new account or an existing one")
    @Open
    public Preview preview(
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request,
            @Nullable PreviewRequest body) {
        Fields fields = new Fields();
        String code = fields.text("code", body == null ? null : body.code(), LONGEST_CODE);
        UUID account =
                body == null || body.account() == null
                        ? null
                        : fields.id("account", body.account());
        fields.done();
        return redemptions.preview(caller, visitor(principal, request), code, account);
    }

    @POST
    @Operation(summary = "Spend a code on a new account or an existing one")
    @Open
    @Answer(status = 201, body = Redemption.class)
    public Response redeem(
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request,
            @Nullable RedemptionRequest body) {
        Visitor visitor = visitor(principal, request);
        Redemption redemption =
                body != null && body.newAccount() != null
                        ? open(caller, visitor, body, body.newAccount())
                        : extend(caller, visitor, body);
        return Response.created(URI.create("/api/v1/accounts/" + redemption.account()))
                .entity(redemption)
                .build();
    }

    private Redemption open(
            Caller caller, Visitor visitor, RedemptionRequest body, AccountRequest asked) {
        Fields fields = new Fields();
        String code = fields.text("code", body.code(), LONGEST_CODE);
        if (body.username() != null || body.password() != null) {
            fields.problem(
                    "username",
                    "Give either new_account or the username and password of an account.");
        }
        NewAccount account =
                NewAccount.checked(
                        fields,
                        "new_account.",
                        asked.name(),
                        asked.email(),
                        asked.username(),
                        asked.password());
        fields.done();
        return redemptions.open(caller, visitor, code, account);
    }

    private Redemption extend(Caller caller, Visitor visitor, @Nullable RedemptionRequest body) {
        Fields fields = new Fields();
        String code = fields.text("code", body == null ? null : body.code(), LONGEST_CODE);
        String username =
                fields.text(
                        "username",
                        body == null ? null : body.username(),
                        NewAccount.LONGEST_USERNAME);
        String password = body == null ? null : body.password();
        if (password == null && !visitor.trusted()) {
            fields.problem("password", "Please fill this in.");
        }
        fields.done();
        return redemptions.extend(caller, visitor, code, NewAccount.username(username), password);
    }

    private static Visitor visitor(Principal principal, HttpServletRequest request) {
        return principal.role() == Role.PROVIDER_KEY
                ? Visitor.provider(request.getRemoteAddr())
                : Visitor.program(request.getRemoteAddr());
    }
}

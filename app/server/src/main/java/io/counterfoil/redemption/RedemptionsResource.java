package io.counterfoil.redemption;

import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
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
    private final OtherPlans otherPlans;

    /** The API over {@code redemptions}, and over {@code otherPlans} where the plans differ. */
    public RedemptionsResource(Redemptions redemptions, OtherPlans otherPlans) {
        this.redemptions = redemptions;
        this.otherPlans = otherPlans;
    }

    /** Which code, for which account; without one, for a new account. */
    public record PreviewRequest(
            @Nullable String code, @Nullable String account, @Nullable String otherPlan) {
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
            @Nullable String password,
            @Nullable Boolean consentToFollowUp) {
        @Override
        public String toString() {
            return "AccountRequest[…]";
        }
    }

    /** What the preview of a conversion has shown. */
    public record ConversionRequest(
            @Nullable String oldPlan,
            @Nullable Integer remainingDays,
            @Nullable Integer convertedDays) {}

    /** Which code, and either a new account or the name and password of one to extend. */
    public record RedemptionRequest(
            @Nullable String code,
            @Nullable AccountRequest newAccount,
            @Nullable String username,
            @Nullable String password,
            @Nullable String otherPlan,
            @Nullable String secondUsername,
            @Nullable ConversionRequest conversion) {
        @Override
        public String toString() {
            return "RedemptionRequest[…]";
        }
    }

    @POST
    @Path("/preview")
    @Operation(summary = "What a code would do to a new account or an existing one")
    @Open(trustsKey = true)
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
        OtherPlan way =
                body == null || body.otherPlan() == null
                        ? null
                        : fields.oneOf("other_plan", body.otherPlan(), OtherPlan.class);
        if (way != null && account == null) {
            fields.problem("account", "Which account has another plan than the code?");
        }
        fields.done();
        Visitor visitor = visitor(principal, request);
        return way == null || account == null
                ? redemptions.preview(caller, visitor, code, account)
                : otherPlans.preview(caller, visitor, code, account, way);
    }

    @POST
    @Operation(summary = "Spend a code on a new account or an existing one")
    @Open(trustsKey = true)
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
                        asked.password())
                        .agreeing(Boolean.TRUE.equals(asked.consentToFollowUp()));
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
        if (body != null && body.otherPlan() != null) {
            return otherPlan(caller, visitor, fields, code, new Holder(null, NewAccount.username(username), password), body);
        }
        fields.done();
        return redemptions.extend(caller, visitor, code, NewAccount.username(username), password);
    }

    private Redemption otherPlan(
            Caller caller,
            Visitor visitor,
            Fields fields,
            String code,
            Holder holder,
            RedemptionRequest body) {
        return switch (fields.oneOf("other_plan", body.otherPlan(), OtherPlan.class)) {
            case SECOND_ACCOUNT -> {
                String second =
                        NewAccount.checkedUsername(
                                fields, "second_username", body.secondUsername());
                fields.done();
                yield otherPlans.second(caller, visitor, code, holder, second);
            }
            case CONVERT -> {
                ConversionView.Shown shown = shown(fields, body.conversion());
                fields.done();
                yield otherPlans.convert(caller, visitor, code, holder, shown);
            }
        };
    }

    private static ConversionView.Shown shown(
            Fields fields, @Nullable ConversionRequest conversion) {
        if (conversion == null) {
            throw Refused.field(
                    "conversion", "Look at the preview first, and send what it has shown.");
        }
        return ConversionView.Shown.of(fields, conversion);
    }

    private static Visitor visitor(Principal principal, HttpServletRequest request) {
        return principal.role() == Role.PROVIDER_KEY
                ? Visitor.provider(request.getRemoteAddr())
                : Visitor.program(request.getRemoteAddr());
    }
}

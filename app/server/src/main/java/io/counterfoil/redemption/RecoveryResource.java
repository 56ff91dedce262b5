package io.counterfoil.redemption;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cards whose panel is damaged, over the API. */
@Path("/api/v1/serials/{serial}/recovery")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Redemption")
public final class RecoveryResource {
    private static final String NEW_ACCOUNT = "new_account.";

    private final Recoveries recoveries;

    /** Serves {@code recoveries}. */
    public RecoveryResource(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    /** The account to be opened; its password is made and mailed. */
    public record RecoveredAccount(
            @Nullable String name, @Nullable String email, @Nullable String username) {}

    /** For which account. */
    public record RecoveryPreviewRequest(@Nullable String username) {}

    /** What an item would do for an account, in each way in which it can. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecoveryPreview(
            String username,
            String planName,
            @Nullable Preview extension,
            @Nullable Preview secondAccount,
            @Nullable String noSecondAccount,
            @Nullable Preview conversion,
            @Nullable String noConversion) {

        static RecoveryPreview of(RecoveryOutlook outlook) {
            return new RecoveryPreview(
                    outlook.username(),
                    outlook.planName(),
                    outlook.extension(),
                    outlook.second(),
                    words(outlook.noSecond()),
                    outlook.conversion(),
                    words(outlook.noConversion()));
        }

        private static @Nullable String words(@Nullable Text reason) {
            return reason == null ? null : reason.toString();
        }
    }

    /** What can be read, and either the username of an account or a new one. */
    public record RecoveryRequest(
            @Nullable String code,
            @Nullable String username,
            @Nullable String secondUsername,
            RedemptionsResource.@Nullable ConversionRequest conversion,
            @Nullable RecoveredAccount newAccount) {
        @Override
        public String toString() {
            return "RecoveryRequest[…]";
        }
    }

    @GET
    @Allowed({Role.OWNER, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(summary = "How often what can be read of a damaged code may still be tried")
    public DamagedPanel panel(@Context Caller caller, @PathParam("serial") String serial) {
        return recoveries.panel(caller, RecoveryForm.serial(serial));
    }

    @POST
    @Path("/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(
            summary = "What an item with a damaged panel would do for an account",
            description = "Nothing is tried or spent.")
    public RecoveryPreview preview(
            @Context Caller caller,
            @PathParam("serial") String serial,
            @Nullable RecoveryPreviewRequest body) {
        Fields fields = new Fields();
        String username =
                fields.text(
                        "username",
                        RequestBody.required(body).username(),
                        NewAccount.LONGEST_USERNAME);
        fields.done();
        return RecoveryPreview.of(
                recoveries.look(
                        caller, RecoveryForm.serial(serial), NewAccount.username(username)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.SUPPORT, Role.PROVIDER_KEY})
    @Operation(
            summary = "Redeem an item by what can be read of its code",
            description =
                    "For a customer who shows an item with a damaged panel. The item must be sold,"
                            + " not redeemed and not on hold. Symbols that can't be read are"
                            + " written as ?; one to four of them are found. An item has five tries"
                            + " for ever; the same symbols again are the same try. The code itself"
                            + " is never shown.")
    @Answer(status = 201, body = Redemption.class)
    public Response recover(
            @Context Caller caller,
            @PathParam("serial") String serial,
            @Nullable RecoveryRequest body) {
        RecoveryRequest asked = RequestBody.required(body);
        Fields fields = new Fields();
        Optional<DamagedCode> code = RecoveryForm.code(fields, asked.code());
        Beneficiary beneficiary = beneficiary(fields, asked);
        fields.done();
        Redemption redemption =
                recoveries.recover(
                        caller, RecoveryForm.serial(serial), code.orElseThrow(), beneficiary);
        return Response.created(URI.create("/api/v1/accounts/" + redemption.account()))
                .entity(redemption)
                .build();
    }

    private static Beneficiary beneficiary(Fields fields, RecoveryRequest asked) {
        RecoveredAccount account = asked.newAccount();
        if (account == null) {
            return existing(fields, asked);
        }
        if (asked.username() != null
                || asked.secondUsername() != null
                || asked.conversion() != null) {
            fields.problem(
                    "username", "Give either new_account or the username of an account.");
        }
        return RecoveryForm.opened(
                fields, NEW_ACCOUNT, account.name(), account.email(), account.username());
    }

    private static Beneficiary existing(Fields fields, RecoveryRequest asked) {
        if (asked.conversion() == null) {
            return asked.secondUsername() == null
                    ? RecoveryForm.existing(fields, asked.username())
                    : RecoveryForm.second(fields, asked.username(), asked.secondUsername());
        }
        if (asked.secondUsername() != null) {
            fields.problem(
                    "conversion", "Give either second_username or conversion, not both.");
        }
        return RecoveryForm.converted(
                fields,
                asked.username(),
                ConversionView.Shown.of(fields, asked.conversion()));
    }
}

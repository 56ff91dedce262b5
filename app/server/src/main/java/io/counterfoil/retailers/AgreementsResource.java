package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Agreements with retailers over the API. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retailers")
public final class AgreementsResource {
    private static final String IN_FORCE = word(AgreementBook.State.IN_FORCE);
    private static final Table<AgreementAnswer> AGREEMENTS =
            Table.of(AgreementAnswer.class)
                    .with("id", AgreementAnswer::id)
                    .with("product", AgreementAnswer::product)
                    .with("valid_from", AgreementAnswer::validFrom)
                    .with("state", AgreementAnswer::state)
                    .with("ended", AgreementAnswer::ended)
                    .with("sales_model", said(TermsAnswer::salesModel))
                    .with("commission_percent", said(TermsAnswer::commissionPercent))
                    .with("commission_amount", amount(TermsAnswer::commissionAmount))
                    .with("bounty", amount(TermsAnswer::bounty))
                    .with("residual_percent", said(TermsAnswer::residualPercent))
                    .with("hold_days", said(TermsAnswer::holdDays))
                    .with("credit_limit", amount(TermsAnswer::creditLimit))
                    .with("consignment_limit", said(TermsAnswer::consignmentLimit))
                    .with("minimum_payout", amount(TermsAnswer::minimumPayout));

    private final AgreementBook agreements;

    /** Serves {@code agreements}. */
    public AgreementsResource(AgreementBook agreements) {
        this.agreements = agreements;
    }

    /**
     * An agreement as the API shows it.
     *
     * @param id null: nobody agreed on anything, so what Counterfoil ships with counts
     * @param retailer null: it is the default
     * @param product null: for all products that have no agreement of their own
     * @param validFrom since when or from when on it counts; null as the id
     * @param state {@code planned}, {@code in_force} or {@code past}
     * @param ended from then on, what is more general counts again; there are no terms
     * @param terms what it says; null if it ended
     */
    record AgreementAnswer(
            @Nullable UUID id,
            @Nullable UUID retailer,
            @Nullable UUID product,
            @Nullable Instant validFrom,
            String state,
            boolean ended,
            @Nullable TermsAnswer terms) {

        static AgreementAnswer of(AgreementBook.Stated stated) {
            return of(stated.version(), word(stated.state()));
        }

        static AgreementAnswer of(AgreementVersion version, String state) {
            return new AgreementAnswer(
                    version.id(),
                    version.retailer().orElse(null),
                    version.product().orElse(null),
                    version.validFrom(),
                    state,
                    version.terms().isEmpty(),
                    version.terms().map(TermsAnswer::of).orElse(null));
        }

        static AgreementAnswer of(InForce found) {
            return found.version()
                    .map(version -> of(version, IN_FORCE))
                    .orElseGet(
                            () ->
                                    new AgreementAnswer(
                                            null,
                                            null,
                                            null,
                                            null,
                                            IN_FORCE,
                                            false,
                                            TermsAnswer.of(found.terms())));
        }
    }

    /**
     * What counts now for a retailer.
     *
     * @param general for all products that have no agreement of their own
     * @param products for those that have
     */
    record CountingAnswer(AgreementAnswer general, List<AgreementAnswer> products) {}

    /** The end of an agreement. */
    record AgreementEnd(@Nullable String product, @Nullable String validFrom) {}

    @GET
    @Path("/retailers/{id}/agreements")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "List all that was agreed on with a retailer, newest first")
    public Listed<AgreementAnswer> list(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID retailer = retailer(id);
        return Listed.of(
                limit,
                after,
                part -> agreements.list(caller, retailer, part).map(AgreementAnswer::of),
                AGREEMENTS);
    }

    @GET
    @Path("/retailers/{id}/agreements/in-force")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Show what counts for a retailer now",
            description =
                    "Where nothing is agreed on with the retailer, that is the provider's default.")
    public CountingAnswer inForce(@Context Caller caller, @PathParam("id") String id) {
        AgreementBook.Counting counting = agreements.counting(caller, retailer(id));
        return new CountingAnswer(
                AgreementAnswer.of(counting.general()),
                counting.onProducts().stream()
                        .map(version -> AgreementAnswer.of(version, IN_FORCE))
                        .toList());
    }

    @POST
    @Path("/retailers/{id}/agreements")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Agree with a retailer",
            description =
                    "It follows what was agreed on before, at once or from valid_from on. What is"
                            + " left out is not limited and not paid; hold_days are 14 then; a sale is held longer"
                            + " while its till may undo it or its customer bring it back. With a"
                            + " product it counts for that one only, and the limits stay those of"
                            + " the retailer.")
    @Answer(status = 201, body = AgreementAnswer.class)
    public Response agree(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewAgreement body) {
        UUID retailer = retailer(id);
        return made(agreements.agree(caller, retailer, RequestBody.required(body)));
    }

    @POST
    @Path("/retailers/{id}/agreements/end")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "End an agreement with a retailer",
            description =
                    "From then on the more general one counts again: of one on a product the"
                            + " retailer's, else the default.")
    @Answer(status = 201, body = AgreementAnswer.class)
    public Response end(
            @Context Caller caller, @PathParam("id") String id, @Nullable AgreementEnd body) {
        UUID retailer = retailer(id);
        AgreementEnd wanted = RequestBody.required(body);
        return made(agreements.end(caller, retailer, wanted.product(), wanted.validFrom()));
    }

    @GET
    @Path("/agreement-default")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "Show what counts for retailers that agreed on nothing else")
    public AgreementAnswer standard(@Context Caller caller) {
        return AgreementAnswer.of(agreements.standard(caller));
    }

    @PUT
    @Path("/agreement-default")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Choose what counts for retailers that agreed on nothing else",
            description = "At once, or from valid_from on. It has no product.")
    @Answer(body = AgreementAnswer.class)
    public AgreementAnswer choose(@Context Caller caller, @Nullable NewAgreement body) {
        return AgreementAnswer.of(agreements.choose(caller, RequestBody.required(body)));
    }

    private static Response made(AgreementBook.Stated stated) {
        return Response.status(Response.Status.CREATED)
                .entity(AgreementAnswer.of(stated))
                .build();
    }

    private static UUID retailer(String id) {
        return Fields.idInPath("retailer", id);
    }

    private static String word(AgreementBook.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** A cell with what the agreement says, empty for one that ended. */
    private static Function<AgreementAnswer, @Nullable Object> said(
            Function<TermsAnswer, @Nullable Object> member) {
        return answer -> answer.terms() == null ? null : member.apply(answer.terms());
    }

    // One currency for all of a provider, so the cell has the amount alone, as a number.
    private static Function<AgreementAnswer, @Nullable Object> amount(
            Function<TermsAnswer, @Nullable Amount> member) {
        return said(
                terms -> {
                    Amount amount = member.apply(terms);
                    return amount == null ? null : amount.amount();
                });
    }
}

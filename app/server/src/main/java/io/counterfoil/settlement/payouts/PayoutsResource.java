package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payouts over the API. */
@Path("/api/v1/payouts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class PayoutsResource {
    private static final Table<PayoutAnswer> PAYOUTS =
            Table.of(PayoutAnswer.class)
                    .with("id", PayoutAnswer::id)
                    .with("number", PayoutAnswer::number)
                    .with("retailer", PayoutAnswer::retailer)
                    .with("statement", PayoutAnswer::statement)
                    .with("amount", answer -> answer.amount().amount())
                    .with("currency", answer -> answer.amount().currency())
                    .with("state", PayoutAnswer::state)
                    .with("frozen_until", PayoutAnswer::frozenUntil)
                    .with("made_at", PayoutAnswer::madeAt)
                    .with("order", PayoutAnswer::order)
                    .with("failure", PayoutAnswer::failure)
                    .with("bank_reference", PayoutAnswer::bankReference)
                    .with("paid_on", PayoutAnswer::paidOn);

    private final Payouts payouts;

    /** Serves {@code payouts}. */
    public PayoutsResource(Payouts payouts) {
        this.payouts = payouts;
    }

    /** A payout as the API shows it. */
    public record PayoutAnswer(
            UUID id,
            long number,
            UUID retailer,
            UUID statement,
            Amount amount,
            String state,
            @Nullable Instant frozenUntil,
            Instant madeAt,
            @Nullable UUID order,
            @Nullable String failure,
            @Nullable String bankReference,
            @Nullable LocalDate paidOn) {

        static PayoutAnswer of(Payout payout) {
            return new PayoutAnswer(
                    payout.id(),
                    payout.number(),
                    payout.retailer(),
                    payout.statement(),
                    Amount.of(payout.amount()),
                    payout.state().label(),
                    payout.frozenUntil(),
                    payout.madeAt(),
                    payout.order(),
                    payout.failure(),
                    payout.bankReference(),
                    payout.paidOn());
        }
    }

    /** What the bank says of a payout that it paid. */
    public record Paid(@Nullable String reference, @Nullable String paidOn) {}

    /** What it says of one that it did not pay, and of which order; null: of the one that it is in. */
    public record NotPaid(@Nullable String reason, @Nullable String order) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "List the payouts, newest first")
    public Listed<PayoutAnswer> list(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        PeriodFilter filter = PeriodFilter.of(retailer, from, to);
        Optional<PayoutState> in = Fields.oneIfGiven("state", state, PayoutState.class);
        return Listed.of(
                limit,
                after,
                part -> payouts.list(caller, filter, in, part).map(PayoutAnswer::of),
                PAYOUTS);
    }

    @GET
    @Path("/{id}")
    @Allowed({
        Role.OWNER,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show a payout")
    public PayoutAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return PayoutAnswer.of(payouts.find(caller, Fields.idInPath("payout", id)));
    }

    @POST
    @Path("/{id}/paid")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Note that the bank paid",
            description = "The retailer's next statement counts it. The same again changes nothing.")
    public PayoutAnswer paid(
            @Context Caller caller, @PathParam("id") String id, @Nullable Paid body) {
        UUID payout = Fields.idInPath("payout", id);
        Paid told = RequestBody.required(body);
        return PayoutAnswer.of(
                payouts.paid(caller, payout, told.reference(), told.paidOn()));
    }

    @POST
    @Path("/{id}/failed")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Note that the bank did not pay",
            description =
                    "It is due again, for another order. The same again changes nothing: name the"
                            + " order, so that it is refused if the payout was ordered anew since.")
    public PayoutAnswer failed(
            @Context Caller caller, @PathParam("id") String id, @Nullable NotPaid body) {
        UUID payout = Fields.idInPath("payout", id);
        NotPaid told = RequestBody.required(body);
        return PayoutAnswer.of(
                payouts.failed(caller, payout, told.reason(), told.order()));
    }
}

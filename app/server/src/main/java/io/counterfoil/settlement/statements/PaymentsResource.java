package io.counterfoil.settlement.statements;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments over the API. */
@Path("/api/v1/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class PaymentsResource {
    private static final Table<PaymentAnswer> PAYMENTS =
            Table.of(PaymentAnswer.class)
                    .with("id", PaymentAnswer::id)
                    .with("retailer", PaymentAnswer::retailer)
                    .with("moved_on", PaymentAnswer::movedOn)
                    .with("amount", answer -> answer.amount().amount())
                    .with("currency", answer -> answer.amount().currency())
                    .with("reference", PaymentAnswer::reference)
                    .with("entered_at", PaymentAnswer::enteredAt)
                    .with("statement", PaymentAnswer::statement)
                    .with("undone_at", PaymentAnswer::undoneAt)
                    .with("undoes", PaymentAnswer::undoes);

    private final Payments payments;

    /** Serves {@code payments}. */
    public PaymentsResource(Payments payments) {
        this.payments = payments;
    }

    /** A payment as the API shows it. */
    public record PaymentAnswer(
            UUID id,
            UUID retailer,
            Amount amount,
            String reference,
            LocalDate movedOn,
            Instant enteredAt,
            @Nullable UUID statement,
            @Nullable Instant undoneAt,
            @Nullable UUID undoes) {

        static PaymentAnswer of(Payment payment) {
            return new PaymentAnswer(
                    payment.id(),
                    payment.retailer(),
                    Amount.of(payment.amount()),
                    payment.reference(),
                    payment.movedOn(),
                    payment.enteredAt(),
                    payment.statement().orElse(null),
                    payment.undoneAt().orElse(null),
                    payment.undoes().orElse(null));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Enter a payment that came in from a retailer",
            description =
                    "The retailer's next statement counts it. The bank's reference tells one payment"
                            + " from another: the same again answers 200 and changes nothing.")
    @Answer(status = 201, body = PaymentAnswer.class)
    @Answer(body = PaymentAnswer.class)
    public Response receive(@Context Caller caller, @Nullable NewPayment body) {
        Payments.Known known = payments.receive(caller, RequestBody.required(body));
        return Response.status(known.before() ? Response.Status.OK : Response.Status.CREATED)
                .entity(PaymentAnswer.of(known.payment()))
                .build();
    }

    @POST
    @Path("/{id}/undo")
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Take back a payment that was entered by mistake",
            description =
                    "Answers the one of the opposite amount, which the retailer's next statement"
                            + " counts. Both stay, and the reference may be used again. The same again"
                            + " changes nothing.")
    public PaymentAnswer undo(@Context Caller caller, @PathParam("id") String id) {
        return PaymentAnswer.of(payments.takeBack(caller, Fields.idInPath("payment", id)));
    }

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
    @Operation(summary = "List what retailers paid and were paid, newest first")
    public Listed<PaymentAnswer> list(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        PeriodFilter filter = PeriodFilter.of(retailer, from, to);
        return Listed.of(
                limit,
                after,
                part -> payments.list(caller, filter, part).map(PaymentAnswer::of),
                PAYMENTS);
    }
}

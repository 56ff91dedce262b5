package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Download;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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

/** Orders to the provider's bank over the API. */
@Path("/api/v1/payouts/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class PayoutOrdersResource {
    private static final Table<PayoutOrderAnswer> ORDERS =
            Table.of(PayoutOrderAnswer.class)
                    .with("id", PayoutOrderAnswer::id)
                    .with("ordered_at", PayoutOrderAnswer::orderedAt)
                    .with("pay_on", PayoutOrderAnswer::payOn)
                    .with("payouts", PayoutOrderAnswer::payouts);
    private static final Table<TransferAnswer> TRANSFERS =
            Table.of(TransferAnswer.class)
                    .with("reference", TransferAnswer::reference)
                    .with("account_holder", TransferAnswer::accountHolder)
                    .with("iban", TransferAnswer::iban)
                    .with("bic", TransferAnswer::bic)
                    .with("amount", transfer -> transfer.amount().amount())
                    .with("currency", transfer -> transfer.amount().currency())
                    .with("words", TransferAnswer::words);

    private final PayoutOrders orders;

    /** Serves {@code orders}. */
    public PayoutOrdersResource(PayoutOrders orders) {
        this.orders = orders;
    }

    /** An order as the API shows it. */
    public record PayoutOrderAnswer(UUID id, Instant orderedAt, LocalDate payOn, int payouts) {
        static PayoutOrderAnswer of(PayoutOrder order) {
            return new PayoutOrderAnswer(
                    order.id(), order.orderedAt(), order.payOn(), order.payouts());
        }
    }

    /** One payment of an order, for a bank that takes no XML. */
    public record TransferAnswer(
            String reference,
            String accountHolder,
            String iban,
            @Nullable String bic,
            Amount amount,
            String words) {

        static TransferAnswer of(CreditTransfer transfer) {
            return new TransferAnswer(
                    transfer.reference(),
                    transfer.to().holder(),
                    transfer.to().iban().reveal(),
                    transfer.to().bic(),
                    Amount.of(transfer.amount()),
                    transfer.words());
        }

        @Override
        public String toString() {
            return "TransferAnswer[" + reference + "]";
        }
    }

    @POST
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Order all payouts that are due from the bank",
            description =
                    "Those that wait for their retailer's bank details, or that were changed in the"
                            + " last seven days, stay behind. One that is more than you owe the"
                            + " retailer by now, since a payment was taken back, is carried over:"
                            + " the next statement makes a payout of what you owe then. Then load"
                            + " the order's file and hand it to the bank.")
    @Answer(status = 201, body = PayoutOrderAnswer.class)
    public Response order(@Context Caller caller) {
        return Response.status(Response.Status.CREATED)
                .entity(PayoutOrderAnswer.of(orders.order(caller)))
                .build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List the orders, newest first")
    public Listed<PayoutOrderAnswer> list(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit, after, part -> orders.list(caller, part).map(PayoutOrderAnswer::of), ORDERS);
    }

    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Show an order")
    public PayoutOrderAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return PayoutOrderAnswer.of(orders.find(caller, Fields.idInPath("payout order", id)));
    }

    @GET
    @Path("/{id}/file")
    @Produces({MediaType.APPLICATION_XML, MediaType.APPLICATION_JSON})
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Load an order as a file for the bank",
            description =
                    "ISO 20022 pain.001.001.09. The same order gives the same file, less what failed"
                            + " since; hand each order to the bank once.")
    @Answer(media = MediaType.APPLICATION_XML)
    public Response file(@Context Caller caller, @PathParam("id") String id) {
        CreditTransferFile file = orders.file(caller, Fields.idInPath("payout order", id));
        return new Download(
                        "payouts-" + file.id() + ".xml", MediaType.APPLICATION_XML, file::write)
                .answer();
    }

    @GET
    @Path("/{id}/transfers")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "List the payments of an order, for a bank that takes no XML",
            description = "Hand all parts to the bank, until `next` is null.")
    public Listed<TransferAnswer> transfers(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID order = Fields.idInPath("payout order", id);
        return Listed.of(
                limit,
                after,
                part -> orders.transfers(caller, order, part).map(TransferAnswer::of),
                TRANSFERS);
    }
}

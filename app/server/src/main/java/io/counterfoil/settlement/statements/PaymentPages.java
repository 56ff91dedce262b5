package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
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
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came in from retailers and was paid to them, and the form for what came in. */
@Path(PaymentPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class PaymentPages {
    static final String HERE = "/console/settlement/payments";

    private static final PeriodFilter ALL = PeriodFilter.of(Optional.empty());

    private final Payments payments;
    private final Retailers retailers;
    private final ShopChoices shops;

    /** Pages over {@code payments} of {@code retailers}, which {@code shops} offer. */
    public PaymentPages(Payments payments, Retailers retailers, ShopChoices shops) {
        this.payments = payments;
        this.retailers = retailers;
        this.shops = shops;
    }

    /**
     * A payment as the page shows it.
     *
     * @param in whether it came in
     * @param amount without a sign
     * @param undoable whether it may be taken back
     */
    public record Row(
            UUID id,
            String retailer,
            boolean in,
            Money amount,
            String reference,
            Text movedOn,
            Instant enteredAt,
            @Nullable Instant undoneAt,
            boolean takesBack,
            boolean undoable) {}

    /** What the form for what came in is filled in with; the retailer as its field has it. */
    public record Typed(
            @Nullable String retailer,
            @Nullable String amount,
            @Nullable String reference,
            @Nullable String receivedOn) {}

    /** The list and the form; for one retailer and of some days, if they are named. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after) {
        ShopChoice only = from(caller, retailer);
        Listing listing = Listing.of(null, after);
        Typed typed = new Typed(known(only), null, null, null);
        PeriodFilter days;
        try {
            days = PeriodFilter.of(null, from, to);
        } catch (Refused refused) {
            return only.filtering(
                    page(caller, PeriodFilter.of(only.chosen()), listing)
                            .with("typed", typed)
                            .with("typedFrom", from)
                            .with("typedTo", to),
                    refused);
        }
        return only.filtering(
                page(caller, days.with(only.chosen()), listing).with("typed", typed));
    }

    /** Enters what came in. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object receive(
            @Context Caller caller,
            @FormParam("retailer") @Nullable String retailer,
            @FormParam("amount") @Nullable String amount,
            @FormParam("reference") @Nullable String reference,
            @FormParam("received_on") @Nullable String receivedOn) {
        String currency = payments.currency(caller);
        ShopChoice from = from(caller, retailer);
        try {
            Payments.Known known =
                    payments.receive(
                            caller,
                            new NewPayment(
                                    from.asked(),
                                    new Amount(TypedNumbers.withPoint(amount), currency),
                                    reference,
                                    receivedOn));
            return Flash.seeOther(
                    HERE,
                    Text.of(
                            known.before()
                                    ? "{amount} with this reference was entered before; it counts once."
                                    : "{amount} is entered. The next statement counts it.",
                            "amount",
                            known.payment().amount()));
        } catch (Refused refused) {
            return page(caller, ALL, Listing.first())
                    .with("choice", from.unchosen())
                    .with("typed", new Typed(retailer, amount, reference, receivedOn))
                    .refused(refused, problem -> ofForm(from.ofForm(problem), currency));
        }
    }

    /** Takes back what was entered by mistake. */
    @POST
    @Path("/{id}/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object undo(@Context Caller caller, @PathParam("id") String id) {
        UUID payment = Fields.idInPath("payment", id);
        payments.find(caller, payment);
        try {
            payments.takeBack(caller, payment);
            return Flash.seeOther(HERE, "It is taken back. Its reference may be used again.");
        } catch (Refused refused) {
            return page(caller, ALL, Listing.first())
                    .with("choice", from(caller, null))
                    .refused(refused);
        }
    }

    /** What the form has of a retailer that the list is of. */
    private static @Nullable String known(ShopChoice only) {
        UUID id = only.id();
        if (id == null || only.problem() != null) {
            return null;
        }
        return only.many() ? only.text() : id.toString();
    }

    private ShopChoice from(Caller caller, @Nullable String typed) {
        return shops.retailer(caller, "retailer", typed);
    }

    private Page page(Caller caller, PeriodFilter filter, Listing listing) {
        Slice<Payment> made = payments.list(caller, filter, listing);
        Map<UUID, String> names =
                retailers.retailerNames(
                        caller,
                        made.items().stream().map(Payment::retailer).collect(Collectors.toSet()));
        return Page.of("console/payments")
                .with("currency", payments.currency(caller))
                .with("only", filter.retailer().orElse(null))
                .with("from", filter.days().from().map(LocalDate::toString).orElse(null))
                .with("to", filter.days().to().map(LocalDate::toString).orElse(null))
                .with(
                        "payments",
                        made.items().stream().map(payment -> row(payment, names)).toList())
                .with("next", made.next());
    }

    private static Row row(Payment payment, Map<UUID, String> names) {
        return new Row(
                payment.id(),
                names.getOrDefault(payment.retailer(), ""),
                payment.amount().minor() > 0,
                StatementWords.positive(payment.amount()),
                payment.reference(),
                Text.of("{day}", "day", payment.movedOn()),
                payment.enteredAt(),
                payment.undoneAt().orElse(null),
                payment.undoes().isPresent(),
                payment.canBeTakenBack());
    }

    // Programs send ids, and amounts with their currency.
    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem, String currency) {
        return switch (problem.field()) {
            case "amount" -> TypedNumbers.amount(problem, Currency.getInstance(currency));
            default -> problem;
        };
    }
}

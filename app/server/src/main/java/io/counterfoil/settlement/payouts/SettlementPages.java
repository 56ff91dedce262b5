package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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
import io.counterfoil.settlement.statements.LineFilter;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.settlement.statements.SettlementRun;
import io.counterfoil.settlement.statements.SettlementRuns;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.StatementList;
import io.counterfoil.settlement.statements.StatementPapers;
import io.counterfoil.settlement.statements.StatementWords;
import io.counterfoil.settlement.statements.Statements;
import io.counterfoil.settlement.statements.StatementsResource;
import io.counterfoil.settlement.statements.StatementsResource.StatementLineAnswer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Download;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Languages;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settlement runs, statements, payouts and orders, for the provider. */
@Path(SettlementPages.HERE)
public final class SettlementPages {
    static final String HERE = "/console/settlement";

    /** Where the payouts stand on the page. */
    static final String PAYOUTS = "payouts";

    private final Made made;
    private final Payouts payouts;
    private final PayoutOrders orders;
    private final Retailers retailers;
    private final ShopChoices shops;

    /**
     * Pages over what was {@code made} and what is paid out of it, to one of {@code shops} if it is
     * chosen.
     */
    public SettlementPages(
            Made made,
            Payouts payouts,
            PayoutOrders orders,
            Retailers retailers,
            ShopChoices shops) {
        this.made = made;
        this.payouts = payouts;
        this.orders = orders;
        this.retailers = retailers;
        this.shops = shops;
    }

    /** Runs, the statements that they make, and those on paper. */
    public record Made(
            SettlementRuns runs,
            StatementList list,
            Statements statements,
            StatementPapers papers) {}

    /** A run as the page shows it, with the day that it is up to and including. */
    public record RunRow(
            Instant askedAt,
            Instant last,
            int retailers,
            int settled,
            int statements,
            @Nullable Instant doneAt) {
        static RunRow of(SettlementRun run) {
            return new RunRow(
                    run.askedAt(),
                    run.until().minusNanos(1),
                    run.retailers(),
                    run.settled(),
                    run.statements(),
                    run.doneAt());
        }
    }

    /** A statement as the page shows it. */
    public record StatementRow(
            UUID id,
            long number,
            String retailer,
            Instant closedAt,
            int lines,
            Text closing,
            String state) {}

    /** A payout as the page shows it. */
    public record PayoutRow(
            UUID id,
            long number,
            String retailer,
            Money amount,
            String state,
            boolean ordered,
            @Nullable UUID order,
            @Nullable Instant frozenUntil,
            @Nullable String failure) {}

    /**
     * The runs, the statements and the payouts; only those of one retailer, or made on some days, if
     * they are named.
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("state") @Nullable String state,
            @QueryParam(MoneyFilter.PAYOUT_STATE) @Nullable String payoutState,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @QueryParam("runs_after") @Nullable String runsAfter,
            @QueryParam("payouts_after") @Nullable String payoutsAfter,
            @QueryParam("orders_after") @Nullable String ordersAfter) {
        ShopChoice of = shops.retailer(caller, "retailer", retailer);
        Parts parts =
                new Parts(
                        Listing.part("runs_after", runsAfter),
                        Listing.of(null, after),
                        Listing.part("payouts_after", payoutsAfter),
                        Listing.part("orders_after", ordersAfter));
        MoneyFilter in = MoneyFilter.inStates(state, payoutState);
        PeriodFilter days;
        try {
            days = PeriodFilter.of(null, from, to);
        } catch (Refused refused) {
            return of.filtering(
                    page(caller, in.in(PeriodFilter.of(of.chosen())), parts)
                            .with("typedFrom", from)
                            .with("typedTo", to),
                    refused);
        }
        return of.filtering(page(caller, in.in(days.with(of.chosen())), parts));
    }

    /** Which part of each list the page shows. */
    private record Parts(Listing runs, Listing statements, Listing payouts, Listing orders) {
        static final Parts FIRST =
                new Parts(Listing.first(), Listing.first(), Listing.first(), Listing.first());
    }

    /** Begins a run. */
    @POST
    @Path("/runs")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object begin(@Context Caller caller, @FormParam("until") @Nullable String until) {
        try {
            made.runs().begin(caller, until == null || until.isBlank() ? null : until);
            return Flash.seeOther(HERE, "The statements are being made.");
        } catch (Refused refused) {
            return first(caller).with("until", until).refused(refused);
        }
    }

    /** Orders what is due. */
    @POST
    @Path("/orders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object order(@Context Caller caller) {
        try {
            PayoutOrder order = orders.order(caller);
            return Flash.seeOther(
                    HERE,
                    Text.of(
                            "{payouts, plural, one {# payout is} other {# payouts are}} ordered."
                                    + " Now load the file and hand it to the bank.",
                            "payouts",
                            order.payouts()));
        } catch (Refused refused) {
            return first(caller).refused(refused);
        }
    }

    /** An order, for the bank. */
    @GET
    @Path("/orders/{id}/file")
    @Allowed({Role.OWNER, Role.FINANCE})
    public Response file(@Context Caller caller, @PathParam("id") String id) {
        CreditTransferFile file = orders.file(caller, Fields.idInPath("payout order", id));
        return new Download(
                        "payouts-" + file.id() + ".xml", MediaType.APPLICATION_XML, file::write)
                .answer();
    }

    /** A statement on paper. */
    @GET
    @Path("/statements/{id}/pdf")
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Response pdf(
            @Context Caller caller,
            @PathParam("id") String id,
            @Context ContainerRequestContext request) {
        return made.papers().download(
                        caller, Fields.idInPath("statement", id), Languages.of(request))
                .answer();
    }

    /** The lines of a statement, or those of one item, for a spreadsheet. */
    @GET
    @Path("/statements/{id}/lines.csv")
    @Produces(Csv.TEXT_CSV)
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY})
    public Response lines(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("serial") @Nullable String serial) {
        Statement statement = made.statements().find(caller, Fields.idInPath("statement", id));
        LineFilter filter = LineFilter.of(serial, null);
        return Listed.of(
                        null,
                        null,
                        part ->
                                made.statements().lines(caller, statement.id(), filter, part)
                                        .map(StatementLineAnswer::of),
                        StatementsResource.LINES)
                .saved("statement-%d.csv".formatted(statement.number()));
    }

    /** The page with that part of the payouts that are asked for. */
    Page at(Caller caller, MoneyFilter filter, Listing payoutsPart) {
        String id = filter.period().retailer().map(UUID::toString).orElse(null);
        Parts parts =
                new Parts(Listing.first(), Listing.first(), payoutsPart, Listing.first());
        return shops.retailer(caller, "retailer", id).filtering(page(caller, filter, parts));
    }

    private Page first(Caller caller) {
        return page(caller, MoneyFilter.ALL, Parts.FIRST)
                .with("choice", shops.retailer(caller, "retailer", null));
    }

    private Page page(Caller caller, MoneyFilter filter, Parts parts) {
        // First, so that the statements of a run that is shown as done are there, too.
        Slice<RunRow> runs = made.runs().list(caller, parts.runs()).map(RunRow::of);
        Slice<Statement> closed =
                made.list()
                        .of(caller, filter.period(), filter.statements(), parts.statements());
        Slice<Payout> paying =
                payouts.list(caller, filter.period(), filter.payouts(), parts.payouts());
        Map<UUID, String> names =
                retailers.retailerNames(
                        caller,
                        Stream.concat(
                                        closed.items().stream().map(Statement::retailer),
                                        paying.items().stream().map(Payout::retailer))
                                .collect(Collectors.toSet()));
        return filter.on(Page.of("console/settlement"))
                .with("runs", runs)
                .with(
                        "statements",
                        closed.items().stream().map(each -> row(each, names)).toList())
                .with("next", closed.next())
                .with("payouts", paying.map(each -> row(each, names)))
                .with("payoutsAfter", parts.payouts().after())
                .with("due", orders.isAnythingDue(caller))
                .with("orders", orders.list(caller, parts.orders()));
    }

    private static StatementRow row(Statement statement, Map<UUID, String> names) {
        return new StatementRow(
                statement.id(),
                statement.number(),
                names.getOrDefault(statement.retailer(), ""),
                statement.closedAt(),
                statement.lineCount(),
                StatementWords.ofRetailer(statement),
                StatementWords.of(statement.state()));
    }

    private static PayoutRow row(Payout payout, Map<UUID, String> names) {
        return new PayoutRow(
                payout.id(),
                payout.number(),
                names.getOrDefault(payout.retailer(), ""),
                payout.amount(),
                SettlementWords.of(payout),
                payout.state() == PayoutState.ORDERED,
                payout.order(),
                payout.frozenUntil(),
                payout.failure());
    }
}

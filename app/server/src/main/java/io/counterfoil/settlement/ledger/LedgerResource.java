package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the accounts stand and by which transfers, over the API. */
@Path("/api/v1/ledger")
@Tag(name = "Settlement")
public final class LedgerResource {
    private static final Table<BalanceAnswer> BALANCES =
            Table.of(BalanceAnswer.class)
                    .with("account", BalanceAnswer::account)
                    .with("balance", row -> row.balance().amount())
                    .with("currency", row -> row.balance().currency());

    private static final Table<RevenueAnswer> REVENUE =
            Table.of(RevenueAnswer.class)
                    .with("run", RevenueAnswer::run)
                    .with("product", RevenueAnswer::product)
                    .with("deferred", row -> row.deferred().amount())
                    .with("earned", row -> row.earned().amount())
                    .with("breakage", row -> row.breakage().amount())
                    .with("currency", row -> row.deferred().currency());

    private static final Table<LedgerTransferAnswer> TRANSFERS =
            Table.of(LedgerTransferAnswer.class)
                    .with("id", LedgerTransferAnswer::id)
                    .with("at", LedgerTransferAnswer::at)
                    .with("kind", LedgerTransferAnswer::kind)
                    .with("from_account", LedgerTransferAnswer::fromAccount)
                    .with("to_account", LedgerTransferAnswer::toAccount)
                    .with("amount", row -> row.amount().amount())
                    .with("currency", row -> row.amount().currency())
                    .with("retailer", LedgerTransferAnswer::retailer)
                    .with("product", LedgerTransferAnswer::product)
                    .with("serial", LedgerTransferAnswer::serial)
                    .with("event", LedgerTransferAnswer::event)
                    .with("reverses", LedgerTransferAnswer::reverses);

    private final LedgerBooks books;

    /** Serves {@code books}. */
    public LedgerResource(LedgerBooks books) {
        this.books = books;
    }

    /** A balance as the API shows it. */
    public record BalanceAnswer(String account, Amount balance) {
        static BalanceAnswer of(LedgerBooks.Balance balance) {
            return new BalanceAnswer(balance.account().label(), Amount.of(balance.balance()));
        }
    }

    /** A transfer as the API shows it. */
    public record LedgerTransferAnswer(
            UUID id,
            Instant at,
            String kind,
            String fromAccount,
            String toAccount,
            Amount amount,
            UUID retailer,
            @Nullable UUID product,
            @Nullable String serial,
            @Nullable Long event,
            @Nullable Long reverses) {
        static LedgerTransferAnswer of(Transfer transfer) {
            return new LedgerTransferAnswer(
                    transfer.id(),
                    transfer.at(),
                    transfer.kind(),
                    transfer.from().label(),
                    transfer.to().label(),
                    Amount.of(transfer.amount()),
                    transfer.retailer(),
                    transfer.product(),
                    transfer.serial(),
                    transfer.event(),
                    transfer.reverses());
        }
    }

    /** What a run has come to, as the API shows it. */
    public record RevenueAnswer(
            int run, UUID product, Amount deferred, Amount earned, Amount breakage) {
        static RevenueAnswer of(LedgerBooks.Revenue revenue) {
            return new RevenueAnswer(
                    revenue.run(),
                    revenue.product(),
                    Amount.of(revenue.deferred()),
                    Amount.of(revenue.earned()),
                    Amount.of(revenue.breakage()));
        }
    }

    @GET
    @Path("/balances")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(summary = "Show the balance of each account; together they are zero")
    public Listed<BalanceAnswer> balances(
            @Context Caller caller, @QueryParam("retailer") @Nullable String retailer) {
        Optional<UUID> of = Fields.idIfGiven("retailer", retailer);
        return all(books.balances(caller, of).stream().map(BalanceAnswer::of).toList(), BALANCES);
    }

    @GET
    @Path("/revenue")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary =
                    "Show what is deferred, earned and never redeemed at the end of a day, by run")
    public Listed<RevenueAnswer> revenue(
            @Context Caller caller, @QueryParam("day") @Nullable String day) {
        Fields fields = new Fields();
        LocalDate asked = day == null ? null : fields.day("day", day).orElse(null);
        fields.done();
        return all(
                books.revenue(caller, asked).stream().map(RevenueAnswer::of).toList(), REVENUE);
    }

    @GET
    @Path("/transfers")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(summary = "List the transfers between accounts, newest first")
    public Listed<LedgerTransferAnswer> transfers(
            @Context Caller caller,
            @QueryParam("account") @Nullable String account,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("serial") @Nullable String serial,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        TransferFilter filter = TransferFilter.of(account, retailer, serial, from, to);
        return Listed.of(
                limit,
                after,
                part -> books.transfers(caller, filter, part).map(LedgerTransferAnswer::of),
                TRANSFERS);
    }

    private static <T> Listed<T> all(List<T> rows, Table<T> table) {
        return Listed.of(null, null, part -> new Slice<>(rows, null), table);
    }
}

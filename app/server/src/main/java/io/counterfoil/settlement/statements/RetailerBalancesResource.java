package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who owes whom, over the API. */
@Path("/api/v1/retailer-balances")
@Tag(name = "Settlement")
public final class RetailerBalancesResource {
    /** Balances as a table for spreadsheets. */
    public static final Table<RetailerBalanceAnswer> TABLE =
            Table.of(RetailerBalanceAnswer.class)
                    .with("retailer", RetailerBalanceAnswer::retailer)
                    .with("name", RetailerBalanceAnswer::name)
                    .with("currency", answer -> answer.balance().currency())
                    .with("balance", answer -> answer.balance().amount())
                    .with("stated", answer -> answer.stated().amount())
                    .with("payable", answer -> answer.payable().amount())
                    .with("held", answer -> answer.held().amount());

    private final RetailerBalances balances;

    /** Serves {@code balances}. */
    public RetailerBalancesResource(RetailerBalances balances) {
        this.balances = balances;
    }

    /** A balance as the API shows it. */
    public record RetailerBalanceAnswer(
            UUID retailer,
            String name,
            Amount balance,
            Amount stated,
            Amount payable,
            Amount held) {

        /** The answer for a balance. */
        public static RetailerBalanceAnswer of(RetailerBalance balance) {
            return new RetailerBalanceAnswer(
                    balance.retailer(),
                    balance.name(),
                    Amount.of(balance.total()),
                    Amount.of(balance.stated()),
                    Amount.of(balance.payable()),
                    Amount.of(balance.held()));
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(
            summary = "List who owes whom, retailer by retailer",
            description =
                    "The newest retailer first; one row for each currency in which something was"
                            + " ever owed, so that a part may have more rows than its limit.")
    public Listed<RetailerBalanceAnswer> list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit,
                after,
                part -> balances.list(caller, search, part).map(RetailerBalanceAnswer::of),
                TABLE);
    }
}

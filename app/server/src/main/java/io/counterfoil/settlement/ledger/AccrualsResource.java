package io.counterfoil.settlement.ledger;

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
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is owed for which item, over the API. */
@Path("/api/v1/accruals")
@Tag(name = "Settlement")
public final class AccrualsResource {
    private static final Table<AccrualAnswer> TABLE =
            Table.of(AccrualAnswer.class)
                    .with("id", AccrualAnswer::id)
                    .with("retailer", AccrualAnswer::retailer)
                    .with("outlet", AccrualAnswer::outlet)
                    .with("product", AccrualAnswer::product)
                    .with("serial", AccrualAnswer::serial)
                    .with("kind", AccrualAnswer::kind)
                    .with("price", accrual -> accrual.price().amount())
                    .with("commission", accrual -> accrual.commission().amount())
                    .with("tax", accrual -> accrual.tax().amount())
                    .with("commission_tax", accrual -> accrual.commissionTax().amount())
                    .with("amount", accrual -> accrual.amount().amount())
                    .with("currency", accrual -> accrual.amount().currency())
                    .with("accrued_at", AccrualAnswer::accruedAt)
                    .with("payable_at", AccrualAnswer::payableAt)
                    .with("state", AccrualAnswer::state)
                    .with("undone_at", AccrualAnswer::undoneAt)
                    // Programs read columns by position: a new one is the last.
                    .with("sold_at", AccrualAnswer::soldAt);

    private final Accruals accruals;

    /** Serves {@code accruals}. */
    public AccrualsResource(Accruals accruals) {
        this.accruals = accruals;
    }

    /** An accrual as the API shows it. */
    public record AccrualAnswer(
            UUID id,
            UUID retailer,
            UUID outlet,
            UUID product,
            String serial,
            String kind,
            Amount price,
            Amount commission,
            Amount tax,
            Amount commissionTax,
            Amount amount,
            Instant accruedAt,
            @Nullable Instant soldAt,
            Instant payableAt,
            String state,
            @Nullable Instant undoneAt) {

        static AccrualAnswer of(Accrual accrual) {
            return new AccrualAnswer(
                    accrual.id(),
                    accrual.retailer(),
                    accrual.outlet(),
                    accrual.product(),
                    accrual.serial(),
                    accrual.kind().label(),
                    Amount.of(accrual.price()),
                    Amount.of(accrual.commission()),
                    Amount.of(accrual.tax()),
                    Amount.of(accrual.commissionTax()),
                    Amount.of(accrual.amount()),
                    accrual.accruedAt(),
                    accrual.soldAt(),
                    accrual.payableAt(),
                    accrual.state().name().toLowerCase(Locale.ROOT),
                    accrual.undoneAt());
        }
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
    @Operation(summary = "List what is owed between provider and retailers, newest first")
    public Listed<AccrualAnswer> list(
            @Context Caller caller,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        AccrualFilter filter = AccrualFilter.of(retailer, outlet, state, from, to);
        return Listed.of(
                limit,
                after,
                part -> accruals.list(caller, filter, part).map(AccrualAnswer::of),
                TABLE);
    }
}

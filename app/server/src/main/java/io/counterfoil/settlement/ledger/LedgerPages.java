package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The transfers between accounts, for those who keep the books. */
@Path("/console/settlement/ledger")
@Produces(MediaType.TEXT_HTML)
public final class LedgerPages {
    private final LedgerBooks books;
    private final Retailers retailers;
    private final ShopChoices shops;

    /** Pages over {@code books} of {@code retailers}, which {@code shops} offer. */
    public LedgerPages(LedgerBooks books, Retailers retailers, ShopChoices shops) {
        this.books = books;
        this.retailers = retailers;
        this.shops = shops;
    }

    /**
     * A transfer as the page shows it.
     *
     * @param what it is for, in words
     * @param from the account that gave it, in words
     * @param to the account that got it, in words
     */
    public record Row(
            Instant at,
            Text what,
            Text from,
            Text to,
            Money amount,
            String retailer,
            @Nullable String serial,
            @Nullable Long event,
            @Nullable Long reverses) {
        static Row of(Transfer transfer, Map<UUID, String> names) {
            return new Row(
                    transfer.at(),
                    LedgerWords.of(transfer),
                    LedgerWords.of(transfer.from()),
                    LedgerWords.of(transfer.to()),
                    transfer.amount(),
                    names.getOrDefault(transfer.retailer(), ""),
                    transfer.serial(),
                    transfer.event(),
                    transfer.reverses());
        }
    }

    /** An account to choose. */
    public record Choice(String value, Text text) {}

    /** What is asked for, as it was asked. */
    public record Asked(
            @Nullable String account,
            @Nullable String serial,
            @Nullable String from,
            @Nullable String to) {}

    /** The newest transfers that are asked for, or those before one. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE})
    public Page list(
            @Context Caller caller,
            @QueryParam("account") @Nullable String account,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("serial") @Nullable String serial,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after) {
        ShopChoice of = shops.retailer(caller, "retailer", retailer);
        Page page =
                Page.of("console/ledger")
                        .with("accounts", choices())
                        .with("asked", new Asked(account, serial, from, to));
        TransferFilter filter;
        try {
            filter = TransferFilter.of(account, null, serial, from, to);
        } catch (Refused refused) {
            return of.filling(page, refused);
        }
        Slice<Transfer> some =
                books.transfers(caller, filter.of(of.chosen()), Listing.of(null, after));
        Map<UUID, String> names =
                retailers.retailerNames(
                        caller,
                        some.items().stream().map(Transfer::retailer).collect(Collectors.toSet()));
        return of.filling(page)
                .with("ofShop", of.chosen().orElse(null))
                .with(
                        "transfers",
                        some.items().stream().map(each -> Row.of(each, names)).toList())
                .with("next", some.next());
    }

    private static List<Choice> choices() {
        return Arrays.stream(LedgerAccount.values())
                .map(account -> new Choice(account.label(), LedgerWords.of(account)))
                .toList();
    }
}

package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.CreditWords;
import io.counterfoil.inventory.stock.Sales;
import io.counterfoil.inventory.stock.Stock;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.inventory.stock.Stocks;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the people of a shop see first. */
@Path("/retail")
@Produces(MediaType.TEXT_HTML)
public final class ShopPages {
    private static final int LATEST = 20;

    private final Activations activations;
    private final Stocks stocks;
    private final Sales sales;
    private final Cases cases;
    private final Credit credit;
    private final ShopMoney money;

    /** Pages over these. */
    public ShopPages(
            Activations activations,
            Stocks stocks,
            Sales sales,
            Cases cases,
            Credit credit,
            ShopMoney money) {
        this.activations = activations;
        this.stocks = stocks;
        this.sales = sales;
        this.cases = cases;
        this.credit = credit;
        this.money = money;
    }

    /** What is in stock, and what was sold. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page home(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("after") @Nullable String after) {
        Listing outlets = Listing.of(String.valueOf(Listing.MOST), after);
        Slice<Stock> part = stocks.list(caller, StockFilter.NONE, outlets);
        return Page.of("retail/home")
                .with("inStock", stocks.inStock(caller))
                .with("stocks", part.items())
                .with("next", part.next())
                .with("sold", sales.ofShop(caller))
                .with("cases", cases.countOpen(caller))
                .with("credit", credit(caller, principal))
                .with("money", money(caller, principal))
                .with("latest", activations.latest(caller, LATEST));
    }

    /** Money is the manager's: all of it, with what the next statement will have. */
    private List<MoneyWords> money(Caller caller, Principal principal) {
        return principal.role() == Role.MANAGER
                ? money.owed(caller).stream().map(MoneyWords::of).toList()
                : List.of();
    }

    /** Who owes whom how much, without a sign before it. */
    record MoneyWords(Money amount, Text whose) {
        static MoneyWords of(Money total) {
            String whose = "nobody owes anything";
            if (total.minor() != 0) {
                whose = total.minor() > 0 ? "you owe us" : "we owe you";
            }
            Money unsigned = new Money(Math.abs(total.minor()), total.currency());
            return new MoneyWords(unsigned, Text.of(whose));
        }
    }

    /** The same as the limit of what the shop may owe. */
    private @Nullable CreditWords credit(Caller caller, Principal principal) {
        return principal.role() == Role.MANAGER
                ? credit.state(caller, caller.retailer()).map(CreditWords::of).orElse(null)
                : null;
    }
}

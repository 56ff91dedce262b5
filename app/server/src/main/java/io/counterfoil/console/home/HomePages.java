package io.counterfoil.console.home;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Role;
import io.counterfoil.activation.Cases;
import io.counterfoil.inventory.Holds;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.orders.GoodsOrders;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.settlement.statements.Disputes;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What the provider's staff see first. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public final class HomePages {
    /** The way of an item that goes well. */
    private static final List<ItemState> WAY =
            List.of(
                    ItemState.MINTED,
                    ItemState.PRINTED,
                    ItemState.SHIPPED,
                    ItemState.RECEIVED,
                    ItemState.ACTIVATED,
                    ItemState.REDEEMED);

    private static final int PRINTED = WAY.indexOf(ItemState.PRINTED);

    /** A message that failed longer ago has been seen, or helps nobody any more. */
    private static final Duration RECENT = Duration.ofDays(7);

    private static final Duration WEEK = Duration.ofDays(7);

    private final Transactions transactions;
    private final Providers providers;
    private final FigureBook figures;
    private final Waiting waiting;
    private final Provisioning provisioning;
    private final FirstSteps firstSteps;

    /** What counts the things that wait for somebody. */
    public record Waiting(
            Items items,
            Cases cases,
            Approvals approvals,
            Disputes disputes,
            Holds holds,
            GoodsOrders orders,
            Mail mail) {}

    /** Pages over what the features count. */
    public HomePages(
            Transactions transactions,
            Providers providers,
            FigureBook figures,
            Waiting waiting,
            Provisioning provisioning,
            FirstSteps firstSteps) {
        this.transactions = transactions;
        this.providers = providers;
        this.figures = figures;
        this.waiting = waiting;
        this.provisioning = provisioning;
        this.firstSteps = firstSteps;
    }

    /**
     * A step of the way.
     *
     * @param came how many items have come so far or further
     * @param here how many of them stand here
     */
    public record Step(String state, int came, int here) {}

    /** So many of something on a day, or in the week from then on. */
    public record At(Instant start, int count) {}

    /** Who owes what, in one currency. */
    public record Owed(Money theirs, Money ours) {}

    /** What waits for somebody, how far items have come, and figures. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page home(@Context Caller caller, @Context Principal principal) {
        boolean seesMoney =
                principal.role() != Role.OPERATOR && principal.role() != Role.SUPPORT;
        Figures counted = figures.of(caller);
        List<Step> steps = steps(counted);
        List<FirstSteps.Step> first = firstSteps.of(caller, steps.get(PRINTED).came() > 0);
        return transactions.read(
                caller,
                tx -> {
                    Page page = waiting(tx, Page.of("console/home"), seesMoney);
                    return counted(page, counted, providers.of(tx).zone())
                            .with("steps", steps)
                            .with("firstSteps", first)
                            .with("uncounted", counted.in(ItemState.MINTED))
                            .with("owed", seesMoney ? owed(counted) : List.of());
                });
    }

    private Page waiting(Tx tx, Page page, boolean seesMoney) {
        return page.with("approvals", waiting.approvals().countWaiting(tx))
                .with("missing", waiting.items().countMissing(tx))
                .with("cases", waiting.cases().countOpen(tx))
                .with("holds", waiting.holds().countOpen(tx))
                .with("orders", waiting.orders().countOpen(tx))
                .with("undelivered", waiting.mail().countFailed(tx, tx.now().minus(RECENT)))
                .with("disputes", seesMoney ? waiting.disputes().countOpen(tx) : 0)
                .with("nodes", provisioning.troubles(tx))
                .with("storage", provisioning.backlog(tx))
                .with("damaged", provisioning.damagedAccounts(tx));
    }

    private static Page counted(Page page, Figures counted, ZoneId zone) {
        return page.with("countedAt", counted.countedAt())
                .with(
                        "days",
                        counted.days().stream()
                                .map(
                                        day ->
                                                new At(
                                                        day.day().atStartOfDay(zone).toInstant(),
                                                        day.items()))
                                .toList())
                .with("sold", counted.days().stream().mapToInt(Figures.Day::items).sum())
                .with("shops", counted.shops())
                .with("endings", endings(counted))
                .with("ending", counted.endings().stream().mapToInt(Integer::intValue).sum());
    }

    private static List<Step> steps(Figures counted) {
        List<Step> steps = new ArrayList<>();
        int further = 0;
        for (ItemState state : WAY.reversed()) {
            further += counted.in(state);
            steps.addFirst(new Step(state.label(), further, counted.in(state)));
        }
        steps.add(new Step("renewed", counted.renewals(), counted.renewals()));
        return steps;
    }

    private static List<At> endings(Figures counted) {
        List<At> weeks = new ArrayList<>();
        Instant start = counted.countedAt();
        for (int accounts : counted.endings()) {
            weeks.add(new At(start, accounts));
            start = start.plus(WEEK);
        }
        return weeks;
    }

    private static List<Owed> owed(Figures counted) {
        return counted.owed().stream()
                .map(
                        sum -> {
                            Currency currency = Currency.getInstance(sum.currency());
                            return new Owed(
                                    new Money(sum.theirs(), currency),
                                    new Money(sum.ours(), currency));
                        })
                .toList();
    }
}

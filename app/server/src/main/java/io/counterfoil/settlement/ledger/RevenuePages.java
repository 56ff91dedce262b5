package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the accounts stand and what prepaid money came to, for those who keep the books. */
@Path("/console/settlement/revenue")
@Produces(MediaType.TEXT_HTML)
public final class RevenuePages {
    /** As many as the books of a year have. */
    private static final int MONTHS = 12;

    private final LedgerBooks books;

    /** Pages over {@code books}. */
    public RevenuePages(LedgerBooks books) {
        this.books = books;
    }

    /**
     * How an account stands, as bookkeepers write it.
     *
     * @param debit by how much it got more than it gave; null if it didn't
     * @param credit by how much it gave more than it got; null if it didn't
     */
    public record Row(Text account, @Nullable Money debit, @Nullable Money credit) {
        static Row of(LedgerBooks.Balance balance) {
            Money amount = balance.balance();
            Money positive = new Money(Math.abs(amount.minor()), amount.currency());
            return new Row(
                    LedgerWords.of(balance.account()),
                    amount.minor() > 0 ? positive : null,
                    amount.minor() < 0 ? positive : null);
        }
    }

    /**
     * A month as the page shows it.
     *
     * @param month such as 2026-11
     * @param begins when it does in UTC
     */
    public record MonthRow(
            String month, Instant begins, Money deferred, Money earned, Money breakage) {
        static MonthRow of(LedgerBooks.Month month) {
            return new MonthRow(
                    month.month().toString(),
                    month.month().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                    month.deferred(),
                    month.earned(),
                    month.breakage());
        }
    }

    /** The accounts now, and the twelve months up to the one that is asked for. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE})
    public Page show(@Context Caller caller, @QueryParam("month") @Nullable String month) {
        Page page = Page.of("console/revenue").with("month", month);
        YearMonth last;
        try {
            last = last(month);
        } catch (Refused refused) {
            return page.with("accounts", rows(books.balances(caller, Optional.empty())))
                    .refused(refused);
        }
        LedgerBooks.Overview overview = books.overview(caller, last, MONTHS);
        return page.with("accounts", rows(overview.balances()))
                .with("months", overview.months().stream().map(MonthRow::of).toList());
    }

    private static List<Row> rows(List<LedgerBooks.Balance> balances) {
        return balances.stream().map(Row::of).toList();
    }

    private static @Nullable YearMonth last(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        Fields fields = new Fields();
        Optional<YearMonth> month =
                fields.parsed("month", typed, RevenuePages::month, "A month such as 2026-01.");
        fields.done();
        return month.orElse(null);
    }

    private static YearMonth month(String typed) {
        // parse also takes years of nine digits.
        if (!typed.matches("2[0-9]{3}-[0-9]{2}")) {
            throw new IllegalArgumentException("not a month of this age");
        }
        return YearMonth.parse(typed);
    }
}

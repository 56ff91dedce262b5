package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.RetailerNews;
import io.counterfoil.settlement.statements.Closings;
import io.counterfoil.settlement.statements.Statement;
import java.time.ZoneId;

/**
 * What follows from a closed statement: its payout, and the mail that says where it is. One that
 * has no lines and after which nobody owes anything only says that what was known is paid, so it is
 * not mailed.
 */
public final class ClosedStatements implements Closings {
    private final PayoutMaking payouts;
    private final RetailerNews news;
    private final Providers providers;

    /** Paid out by {@code payouts} and told by {@code news}, in the calendars of {@code providers}. */
    public ClosedStatements(PayoutMaking payouts, RetailerNews news, Providers providers) {
        this.payouts = payouts;
        this.news = news;
        this.providers = providers;
    }

    @Override
    public void closed(Tx tx, Statement statement) {
        payouts.closed(tx, statement);
        if (statement.lineCount() == 0 && statement.closing().minor() == 0) {
            return;
        }
        ZoneId zone = providers.of(tx).zone();
        news.statementClosed(
                tx,
                statement.retailer(),
                new RetailerNews.Closed(
                        statement.id(),
                        statement.number(),
                        statement.after().map(after -> after.atZone(zone).toLocalDate()),
                        // The end is the first moment of the day after the last.
                        statement.until().minusNanos(1).atZone(zone).toLocalDate()));
    }
}

package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What shops sold is held as agreed on, and as long as it may be undone or brought back. */
final class HeldSales {
    /** Longer than any till may undo a sale. */
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private final RetailScene scene;
    private final TillModel tills;
    private final MoneyEvents money;
    private final Set<String> happened;
    private long seen;

    /** @param happened takes down if customers have longer than was agreed on */
    HeldSales(RetailScene scene, TillModel tills, MoneyEvents money, Set<String> happened) {
        this.scene = scene;
        this.tills = tills;
        this.money = money;
        this.happened = happened;
    }

    /** All that was sold since the last time, by what counts now. */
    void check(String when) {
        for (String row : salesSince(seen)) {
            String[] sale = row.split(" ", -1);
            Instant soldAt = Instant.parse(sale[2]);
            Instant stands = tills.standsFrom(soldAt);
            Instant agreed =
                    soldAt.atZone(RetailScene.ZONE).plusDays(money.holdDays(sale[1])).toInstant();
            assertThat(Instant.parse(sale[3]))
                    .as("%s, %s", when, row)
                    .isEqualTo(stands.isAfter(agreed) ? stands : agreed);
            if (stands.isAfter(agreed) && stands.isAfter(soldAt.plus(TWO_DAYS))) {
                happened.add("held as long as it may come back");
            }
            seen = Long.parseLong(sale[0]);
        }
    }

    private List<String> salesSince(long last) {
        return scene.column(
                """
                SELECT concat_ws(' ', id, retailer_id, to_char(accrued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                 to_char(payable_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                FROM accrual WHERE kind = 'sale' AND id > %d ORDER BY id
                """
                        .formatted(last));
    }
}

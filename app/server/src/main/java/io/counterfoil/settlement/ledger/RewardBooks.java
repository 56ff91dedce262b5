package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.accounts.GrantHistory;
import io.counterfoil.accounts.GrantHistory.Entry;
import io.counterfoil.accounts.Standings;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes from the grants and refunds of every account what bounty and which residual commissions
 * its shop has, by other code than accrued them.
 */
public final class RewardBooks implements BookCheck {
    private final Deals deals;
    private final Providers providers;
    private final Standings standings;

    /** Checks by {@code deals}, by days of the calendars of {@code providers}. */
    public RewardBooks(Deals deals, Providers providers, Standings standings) {
        this.deals = deals;
        this.providers = providers;
        this.standings = standings;
    }

    @Override
    public void compare(Tx tx, Consumer<Difference> differences) {
        Pass pass = new Pass(tx, new PastDeals(tx, deals), providers.zones(tx), differences);
        new GrantHistory().forEach(tx, pass::take);
        int others = new AccrualRepository(tx).countRewards() - pass.found;
        if (others != 0) {
            differences.accept(
                    new Difference(
                            "unknown_rewards",
                            Text.of(
                                    "{count, plural, one {# bounty or residual commission is} other {# bounties or residual commissions are}} for no time that somebody paid for.",
                                    "count",
                                    others)));
        }
    }

    /**
     * Where it comes from, when it was granted, and for a residual what time it is for, in days by the
     * calendar of which moment.
     */
    private record Due(
            Origin origin,
            Instant at,
            @Nullable Instant from,
            @Nullable Instant to,
            Instant daysAt) {}

    private final class Pass {
        private final Tx tx;
        private final PastDeals past;
        private final Zones zones;
        private final Consumer<Difference> differences;
        private int found;

        private Pass(Tx tx, PastDeals past, Zones zones, Consumer<Difference> differences) {
            this.differences = differences;
            this.tx = tx;
            this.past = past;
            this.zones = zones;
        }

        private void take(GrantHistory.History history) {
            if (history.entries().stream().noneMatch(Pass::isPaidFor)) {
                return;
            }
            Map<Reward, Due> due = due(history);
            Set<UUID> grants = new HashSet<>();
            for (Entry entry : history.entries()) {
                if (entry instanceof Entry.Granted granted) {
                    grants.add(granted.grant());
                }
            }
            AccrualRepository accruals = new AccrualRepository(tx);
            // Whether these were disputed rightly is compared with the events of their items.
            due.keySet().removeAll(accruals.disputedRewards(grants));
            List<Standing> booked = accruals.rewards(grants);
            found += booked.size();
            for (Standing standing : booked) {
                Reward reward =
                        new Reward(standing.kind(), standing.reason().grant().orElseThrow());
                Due must = due.remove(reward);
                compare(history.account(), reward, standing, must);
            }
            due.forEach((reward, must) -> compare(history.account(), reward, null, must));
        }

        private static boolean isPaidFor(Entry entry) {
            return entry instanceof Entry.Granted granted && granted.paid();
        }

        private Map<Reward, Due> due(GrantHistory.History history) {
            // Differences are told in the order of the history.
            Map<Reward, Due> due = new LinkedHashMap<>();
            OriginRepository origins = new OriginRepository(tx);
            Optional<Origin> own = origins.ofAccount(history.account());
            Optional<OriginRepository.Since> first =
                    origins.sinceOfCustomer(standings.customer(tx, history.account()));
            boolean paid = false;
            @Nullable Reward bounty = null;
            for (Entry entry : history.entries()) {
                switch (entry) {
                    case Entry.Granted granted -> {
                        if (granted.first()) {
                            paid = granted.paid() && granted.redemption() != null;
                        } else if (granted.paid() && !paid && own.isPresent()) {
                            paid = true;
                            bounty = new Reward(AccrualKind.BOUNTY, granted.grant());
                            due.put(bounty, new Due(own.get(), granted.at(), null, null, granted.at()));
                        }
                        if (granted.paid()
                                && granted.redemption() == null
                                && first.filter(origin -> !origin.at().isAfter(granted.at()))
                                        .isPresent()) {
                            due.put(
                                    new Reward(AccrualKind.RESIDUAL, granted.grant()),
                                    new Due(
                                            first.get().origin(),
                                            granted.at(),
                                            granted.from(),
                                            granted.to(),
                                            granted.at()));
                        }
                    }
                    case Entry.TakenBack taken -> {
                        due.computeIfPresent(
                                new Reward(AccrualKind.RESIDUAL, taken.grant()),
                                (reward, before) ->
                                        new Due(
                                                before.origin(),
                                                before.at(),
                                                taken.from(),
                                                taken.to(),
                                                Objects.requireNonNullElse(
                                                        taken.daysAt(), before.at())));
                        if (!taken.paid() && bounty != null) {
                            due.remove(bounty);
                            bounty = null;
                            paid = false;
                        }
                    }
                }
            }
            return due;
        }

        private void compare(
                UUID account, Reward reward, @Nullable Standing booked, @Nullable Due due) {
            Line must = due == null ? Line.reward(0, 0) : line(due, booked);
            Line is = booked == null ? Line.reward(0, 0) : booked.line();
            boolean elsewhere =
                    booked != null
                            && due != null
                            && (booked.serial() != due.origin().serial()
                                    || !booked.reason()
                                            .retailer()
                                            .equals(due.origin().retailer()));
            if (elsewhere || !is.equals(must)) {
                differences.accept(
                        new Difference(
                                "other_reward",
                                new Text(
                                        "Account {account}: the {kind} for time {grant} is {amount}, not {due}, or another shop's.",
                                        Map.of(
                                                "account",
                                                account.toString(),
                                                "kind",
                                                LedgerWords.of(reward.kind()),
                                                "grant",
                                                reward.grant().toString(),
                                                "amount",
                                                Long.toString(is.commission()),
                                                "due",
                                                Long.toString(must.commission())))));
            }
        }

        private Line line(Due due, @Nullable Standing booked) {
            Deal deal =
                    past.of(
                            due.origin().product(),
                            due.origin().retailer(),
                            // No event says where the shop was.
                            booked == null ? Optional.empty() : booked.reason().country(),
                            due.at());
            // Its days were counted by the calendar of that time.
            ZoneId zone = zones.at(due.daysAt());
            return due.from() == null || due.to() == null
                    ? deal.bountyLine()
                    : deal.residualLine(
                            LocalDate.ofInstant(due.from(), zone),
                            LocalDate.ofInstant(due.to(), zone));
        }
    }
}

package io.counterfoil.accounts;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.PlanVersion;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Conversion;
import io.counterfoil.terms.Grants;
import io.counterfoil.terms.Term;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermRules;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts an account on another plan together with a card for it: what remains of its time becomes days
 * of the new plan, to which the card's are added.
 *
 * <p>The conversion is a grant of its own, from now on: as always, a grant takes the place of what
 * grants before it still had, so that the last one's end is the term's.
 */
public final class Conversions {
    private final Terms terms;
    private final Catalog catalog;
    private final AccountPlans plans;
    private final TermLedger ledger;
    private final EventLog events;

    /** Conversions of accounts whose time {@code terms} looks after and {@code ledger} keeps. */
    public Conversions(
            Terms terms,
            TermLedger ledger,
            Catalog catalog,
            AccountPlans plans,
            EventLog events) {
        this.terms = terms;
        this.ledger = ledger;
        this.catalog = catalog;
        this.plans = plans;
        this.events = events;
    }

    /**
     * What would become of an account.
     *
     * @param remainingDays days of its term that are left
     * @param convertedDays what they are on the new plan
     * @param milestones where parts of the remaining time end that are worth differently, but the last
     * @param from until when those last, from now on
     * @param extension what the card adds to that
     * @param hardQuotaBytes the account's hard quota from then on; null = none
     */
    public record Outlook(
            long remainingDays,
            long convertedDays,
            List<Grants.Milestone> milestones,
            Instant from,
            Term.Extension extension,
            @Nullable Long hardQuotaBytes) {}

    /**
     * What an account still has of one grant.
     *
     * @param from when that begins
     * @param until when it is used up
     * @param days how many of the account's remaining days it is
     * @param redemption the spending of a code whose price it has: the one that it was granted for,
     *     or together with which it was converted; null = none
     */
    public record Rest(Instant from, Instant until, long days, @Nullable UUID redemption) {}

    /**
     * Remaining time in a row that cost the same.
     *
     * @param until when it is used up
     * @param part how much it is, and what it cost
     */
    public record Old(Instant until, Conversion.Part part) {}

    /**
     * Time of another plan, as a card has it.
     *
     * @param plan the other plan
     * @param rate what its time costs
     * @param period how long it lasts
     */
    public record Offer(Plan plan, Conversion.Rate rate, Period period) {}

    /**
     * What is added to the converted days.
     *
     * @param redemption the spending of a code
     * @param period how long it lasts
     * @param paid whether it was paid for
     */
    public record Card(UUID redemption, Period period, boolean paid) {}

    /**
     * Redemptions whose time an account has or had, newest first, as far as the last conversion: at
     * most the last hundred.
     */
    public List<UUID> redemptions(Tx tx, UUID account) {
        return new GrantRepository(tx).redemptions(account);
    }

    /** Whether an account has time to come that was paid for, but with no code. */
    public boolean hasTimePaidOtherwise(Tx tx, UUID account) {
        return new GrantRepository(tx).hasTimePaidOtherwise(account);
    }

    /** The customer's parent account of a plan, by its username; a customer has no two of one. */
    public Optional<String> parentOf(Tx tx, UUID customer, UUID plan) {
        return new OpeningRepository(tx).parentOf(customer, plan);
    }

    /**
     * What an account's remaining time is made of, in its order. A day that has begun belongs to the
     * earlier one.
     */
    public List<Rest> rests(Tx tx, Account account) {
        ZoneId zone = terms.rules(tx).zone();
        List<GrantRepository.Written> list = new GrantRepository(tx).list(account.id());
        Map<UUID, Grants.Span> spans = Grants.spans(TermLedger.arithmetic(list));
        List<Rest> rests = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < list.size(); i++) {
            GrantEntry entry = list.get(i).entry();
            Grants.Span span = spans.get(entry.id());
            if (span != null && span.from().isBefore(span.to()) && span.to().isAfter(tx.now())) {
                long until = Conversion.remainingDays(span.to(), tx.now(), zone);
                // The card of a conversion is written right after it.
                GrantEntry card =
                        entry.source() == GrantSource.CONVERSION ? list.get(i + 1).entry() : entry;
                Instant from = span.from().isAfter(tx.now()) ? span.from() : tx.now();
                rests.add(new Rest(from, span.to(), until - before, card.redemption()));
                before = until;
            }
        }
        return rests;
    }

    /**
     * What a conversion would do.
     *
     * @param old all that remains of the account's time, in its order
     * @return empty if the two can't be compared, since the card costs nothing
     */
    public Optional<Outlook> foresee(
            Tx tx, Account account, List<Old> old, Offer offer) {
        TermRules rules = terms.rules(tx);
        List<Conversion.Part> parts = old.stream().map(Old::part).toList();
        long remaining = parts.stream().mapToLong(Conversion.Part::days).sum();
        return Conversion.convert(parts, offer.rate())
                .map(
                        days -> {
                            Instant from = tx.now().atZone(rules.zone()).plusDays(days).toInstant();
                            return new Outlook(
                                    remaining,
                                    days,
                                    days == 0 ? List.of() : milestones(old, tx.now(), from),
                                    from,
                                    Term.extend(from, tx.now(), offer.period(), rules),
                                    quota(tx, account, offer.plan()));
                        });
    }

    private static List<Grants.Milestone> milestones(List<Old> old, Instant now, Instant to) {
        List<Conversion.Part> parts = old.stream().map(Old::part).toList();
        List<Long> ends = Conversion.ends(parts, Duration.between(now, to).toSeconds());
        return IntStream.range(0, old.size() - 1)
                .mapToObj(
                        i -> {
                            // Rounded up: a part that is used up is all there.
                            Duration part = Duration.between(now, old.get(i).until());
                            long seconds = part.plusSeconds(1).minusNanos(1).toSeconds();
                            return new Grants.Milestone(seconds, ends.get(i));
                        })
                .toList();
    }

    private @Nullable Long quota(Tx tx, Account account, Plan plan) {
        PlanVersion before =
                catalog.planVersion(tx, account.plan(), account.planVersion()).orElseThrow();
        return Quotas.onOtherPlan(
                account.hardQuotaBytes(), before.hardQuotaBytes(), plan.hardQuotaBytes());
    }

    /**
     * Takes hold of a parent account and of its customer, so that neither gets another plan or
     * account meanwhile.
     *
     * @throws io.counterfoil.platform.Refused if there is no such account, or its end has begun
     */
    public Account lock(Tx tx, UUID account) {
        terms.lock(tx, account);
        Account found = new AccountRepository(tx).find(account).orElseThrow();
        new CustomerRepository(tx).lockAlone(found.customer());
        return found;
    }

    /**
     * Carries out what was foreseen for a locked parent account, whose customer has no other one of
     * the plan. Its sub-accounts follow.
     */
    public void convert(
            Tx tx, Account account, Plan plan, Card card, Outlook outlook) {
        if (!(outlook.extension() instanceof Term.Extension.Extended(Instant from, Instant to))) {
            throw new IllegalArgumentException("a term that gets too long");
        }
        Period converted = Period.ofDays(Math.toIntExact(outlook.convertedDays()));
        plans.put(tx, account.id(), plan.id(), plan.version(), outlook.hardQuotaBytes());
        Map<String, Object> facts = new HashMap<>();
        facts.put("redemption", card.redemption().toString());
        facts.put("from_plan", account.plan().toString());
        facts.put("plan", plan.id().toString());
        facts.put("plan_version", plan.version());
        facts.put("remaining_days", outlook.remainingDays());
        facts.put("converted_days", outlook.convertedDays());
        if (!outlook.milestones().isEmpty()) {
            facts.put(
                    "old_seconds",
                    outlook.milestones().stream().map(Grants.Milestone::old).toList());
            facts.put(
                    "new_seconds",
                    outlook.milestones().stream().map(Grants.Milestone::fresh).toList());
        }
        facts.put("period", card.period().toString());
        facts.put("from", from.toString());
        facts.put("to", to.toString());
        boolean paidTime = card.paid() || outlook.convertedDays() > 0;
        facts.put("paid", paidTime);
        long event = events.append(tx, Subject.account(account.id()), "converted", facts);
        if (!converted.isZero()) {
            ledger.add(
                    tx,
                    account.id(),
                    converted,
                    new TermLedger.Span(tx.now(), from),
                    TermLedger.Basis.conversion(outlook.milestones()),
                    event);
        }
        ledger.add(
                tx,
                account.id(),
                card.period(),
                new TermLedger.Span(from, to),
                TermLedger.Basis.redemption(card.redemption(), card.paid()),
                event);
        terms.apply(
                tx,
                account.id(),
                terms.lock(tx, account.id()),
                new TermCommand.Convert(to, paidTime));
    }
}

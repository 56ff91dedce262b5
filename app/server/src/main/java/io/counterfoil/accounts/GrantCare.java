package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.catalog.TermWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Grant;
import io.counterfoil.terms.Grants;
import io.counterfoil.terms.Term;
import io.counterfoil.terms.TermCommand;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import io.counterfoil.web.PeriodText;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Time that staff give an account by hand, and time that they take back: the only way in which what
 * was granted becomes less. Whoever has the account is told of both.
 */
public final class GrantCare {
    private static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Terms terms;
    private final TermLedger ledger;
    private final Announcements announcements;
    private final Audit audit;

    /** Changes of the lists in {@code ledger}, which move {@code terms}. */
    public GrantCare(
            Transactions transactions,
            Terms terms,
            TermLedger ledger,
            Announcements announcements,
            Audit audit) {
        this.transactions = transactions;
        this.terms = terms;
        this.ledger = ledger;
        this.announcements = announcements;
        this.audit = audit;
    }

    /** What is to be taken back, checked. */
    private record Wanted(UUID grant, @Nullable Period period, @Nullable Instant oldEnd) {
        static Wanted checked(Fields fields, RefundRequest request) {
            UUID grant = fields.id("grant", request.grant());
            String typed = request.period();
            Period period =
                    typed == null || typed.isBlank()
                            ? null
                            : TermWords.read(fields, "period", typed).orElse(null);
            Instant oldEnd =
                    request.oldEnd() == null
                            ? null
                            : fields.parsed(
                                            "old_end",
                                            request.oldEnd(),
                                            Instant::parse,
                                            "The end that was shown, such as"
                                                    + " 2026-12-01T10:00:00Z.")
                                    .orElse(null);
            return new Wanted(grant, period, oldEnd);
        }
    }

    /**
     * What it comes to.
     *
     * @param period null = all that is left of the grant, also if somebody named just that
     */
    private record Plan(GrantEntry grant, @Nullable Period period, Grants.Refund refund) {}

    /**
     * What an account's time is made of, the newest first; of a sub-account, what its parent's is.
     *
     * @throws Refused if there is no such account for this caller
     */
    public Slice<Granted> list(Caller caller, UUID account, Listing listing) {
        List<Granted> newestFirst =
                transactions.read(caller, tx -> TermLedger.list(tx, find(tx, account).termed()))
                        .reversed();
        List<Granted> rest =
                listing.after() == null
                        ? newestFirst
                        : newestFirst.stream()
                                .dropWhile(granted -> !granted.id().equals(listing.after()))
                                .skip(1)
                                .toList();
        return Slice.of(
                listing, rest.stream().limit(listing.limit() + 1L).toList(), Granted::id);
    }

    /**
     * Gives a parent account time, from its end on or from now; that leads back from a freeze and
     * from a planned deletion, as a card does.
     *
     * @throws Refused if a field is wrong, the time would reach too far ahead, there is no such
     *     account, it is a sub-account, or its deletion has begun
     */
    public Granted grant(Caller caller, UUID account, GrantRequest request) {
        Fields fields = new Fields();
        Optional<Period> period = TermWords.read(fields, "period", request.period());
        String reason = fields.text("reason", request.reason(), LONGEST_REASON);
        fields.done();
        boolean paid = Boolean.TRUE.equals(request.paid());
        return transactions.once(
                caller,
                Granted.class,
                tx -> grant(tx, account, period.orElseThrow(), TermLedger.Basis.byHand(paid, reason)));
    }

    private Granted grant(Tx tx, UUID account, Period period, TermLedger.Basis basis) {
        if (ledger.extend(tx, account, period, basis)
                instanceof Term.Extension.TooLong(Instant latest)) {
            TermRules rules = terms.rules(tx);
            throw Refused.field(
                    "period",
                    new Text(
                            "The account's time would reach further ahead than {longest}: {latest} is the latest end. Nothing was changed.",
                            Map.of(
                                    "longest",
                                    PeriodText.of(rules.longest()),
                                    "latest",
                                    Text.at(latest, rules.zone()))));
        }
        Granted granted = TermLedger.list(tx, account).getLast();
        TermRepository repository = new TermRepository(tx);
        announcements.extended(
                tx, repository.family(account), period, repository.find(account).orElseThrow());
        audit.record(
                tx,
                "term.granted",
                "account:" + account,
                Map.of(
                        "period",
                        period.toString(),
                        "ends_at",
                        granted.to().toString(),
                        "paid",
                        basis.paid(),
                        "reason",
                        String.valueOf(basis.reason())));
        return granted;
    }

    /**
     * What a refund would do; its reason is not looked at.
     *
     * @throws Refused if a field is wrong, there is no such account or grant, it is a sub-account,
     *     its deletion has begun, or there is not so much left of the grant
     */
    public RefundView foresee(Caller caller, UUID account, RefundRequest request) {
        Fields fields = new Fields();
        Wanted wanted = Wanted.checked(fields, request);
        fields.done();
        return transactions.read(
                caller,
                tx -> {
                    Account found = find(tx, account);
                    if (found.parent() != null) {
                        throw TermLedger.subAccount();
                    }
                    Terms.requireOpen(found.term());
                    Plan plan = plan(tx, account, found.term(), wanted);
                    return RefundView.of(
                            wanted.grant(),
                            plan.refund().oldEnd(),
                            terms.foresee(
                                    tx,
                                    found.term(),
                                    new TermCommand.Refund(plan.refund().newEnd())));
                });
    }

    /**
     * Takes time back. What of a grant is used up stays used; what was granted after it moves
     * forward. A card that was redeemed for it stays redeemed.
     *
     * @throws Refused as {@link #foresee} does, or if the account's end is not the one that was
     *     shown
     */
    public RefundView refund(Caller caller, UUID account, RefundRequest request) {
        Fields fields = new Fields();
        Wanted wanted = Wanted.checked(fields, request);
        String reason = fields.text("reason", request.reason(), LONGEST_REASON);
        fields.done();
        return transactions.once(
                caller, RefundView.class, tx -> refund(tx, account, wanted, reason));
    }

    private RefundView refund(Tx tx, UUID account, Wanted wanted, String reason) {
        TermState before = ledger.lock(tx, account).term();
        Plan plan = plan(tx, account, before, wanted);
        TermState after =
                ledger.refund(tx, account, plan.grant(), plan.period(), plan.refund(), reason);
        announcements.shortened(
                tx, new TermRepository(tx).family(account), before.end(), after, terms.rules(tx));
        audit.record(
                tx,
                "term.refunded",
                "account:" + account,
                Map.of(
                        "grant",
                        wanted.grant().toString(),
                        "old_end",
                        before.end().toString(),
                        "new_end",
                        after.end().toString(),
                        "reason",
                        reason));
        return RefundView.of(wanted.grant(), before.end(), after);
    }

    private Plan plan(Tx tx, UUID account, TermState term, Wanted wanted) {
        Instant shown = wanted.oldEnd();
        if (shown != null && !shown.equals(term.end())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The account's time has changed since it was shown to you. Nothing was taken"
                            + " back: please look at it again.");
        }
        List<GrantRepository.Written> list = new GrantRepository(tx).list(account);
        GrantRepository.Written written =
                list.stream()
                        .filter(each -> each.entry().id().equals(wanted.grant()))
                        .filter(each -> each.entry().source() != GrantSource.REFUND)
                        .findAny()
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "grant",
                                                "This account was never granted that. Take the id"
                                                        + " from its list of grants."));
        GrantEntry grant = written.entry();
        List<Grant> grants = TermLedger.arithmetic(list);
        Grants.Refund all =
                Grants.refund(grants, grant.id(), tx.now())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                "All of this time is used up or was taken back"
                                                        + " before. Nothing was changed."));
        if (!all.oldEnd().equals(term.end())) {
            throw new IllegalStateException("an account's grants don't add up to its end");
        }
        if (wanted.period() == null) {
            return new Plan(grant, null, all);
        }
        Grants.Refund part =
                Grants.refund(
                                grants,
                                grant.id(),
                                wanted.period(),
                                tx.now(),
                                // Its period was added by the calendar that there was then.
                                terms.zoneAt(tx, written.at()))
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "period",
                                                "Not so much of it is left. Name less, or nothing"
                                                        + " to take back all that is left."));
        // A card of which nothing is left does not count as what the time has cost.
        return new Plan(grant, part.equals(all) ? null : wanted.period(), part);
    }

    private static Account find(Tx tx, UUID id) {
        return new AccountRepository(tx).find(id).orElseThrow(() -> Refused.notFound("account"));
    }
}

package io.counterfoil.accounts;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Receipt;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.PeriodText;
import java.time.Instant;
import java.time.Period;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells holders what will become of their backups, in the transaction that decides it: no date
 * counts that nobody was told.
 */
public final class Announcements {
    private final Mail mail;
    private final Providers providers;
    private final FollowUps followUps;

    /**
     * Tells by {@code mail}, in the calendar of each of {@code providers}; who agreed to it is
     * asked by {@code followUps} afterwards.
     */
    public Announcements(Mail mail, Providers providers, FollowUps followUps) {
        this.mail = mail;
        this.providers = providers;
        this.followUps = followUps;
    }

    /**
     * Tells those whose terms move about a new date, that there is none any more, or that it was
     * never true, each address once. Who keeps an account in it needs no mail to know that.
     */
    void announce(Tx tx, List<TermRepository.Move> moves) {
        List<TermRepository.Move> news =
                moves.stream().filter(move -> kind(move).isPresent()).toList();
        String actor = tx.caller().actor().name();
        for (List<TermRepository.Move> told : byAddress(news, TermRepository.Move::member)) {
            // A parent account is the last of its family.
            TermRepository.Move first = told.getLast();
            boolean known =
                    told.stream().anyMatch(move -> actor.equals("account:" + move.member().account()));
            MailKind kind = kind(first).orElseThrow();
            Optional<Instant> date =
                    kind == MailKind.RUNS_AGAIN
                            ? Optional.of(first.to().end())
                            : first.to().deletion();
            if (date.isPresent() || !known) {
                post(
                        tx,
                        told.stream().map(TermRepository.Move::member).toList(),
                        kind,
                        date.<Map<String, ?>>map(
                                        at -> Map.of("date", at.atZone(providers.of(tx).zone())))
                                .orElse(Map.of()));
            }
        }
    }

    /** Tells a family that its account was given time by hand. */
    void extended(
            Tx tx, List<TermRepository.Member> family, Period period, TermState term) {
        Provider provider = providers.of(tx);
        tell(
                tx,
                family,
                MailKind.TIME_GRANTED,
                Map.of(
                        "period",
                        PeriodText.of(period),
                        "date",
                        term.end().atZone(provider.zone())));
    }

    /**
     * Tells a family that a code was redeemed for its account.
     *
     * @param product what the code stood for
     * @param plan the plan that the account has now
     */
    void redeemed(
            Tx tx,
            List<TermRepository.Member> family,
            Product product,
            Plan plan,
            TermState term) {
        tell(
                tx,
                family,
                MailKind.CODE_REDEEMED,
                Map.of(
                        "product",
                        product.name(),
                        "plan",
                        plan.name(),
                        "period",
                        PeriodText.of(product.term()),
                        "date",
                        term.end().atZone(providers.of(tx).zone())));
    }

    /** Tells a family that some of its account's time was taken back. */
    void shortened(
            Tx tx,
            List<TermRepository.Member> family,
            Instant oldEnd,
            TermState term,
            TermRules rules) {
        Map<String, Object> values = new HashMap<>();
        values.put("oldDate", oldEnd.atZone(rules.zone()));
        values.put("date", term.end().atZone(rules.zone()));
        term.freezesAt(rules).ifPresent(at -> values.put("freezes", at.atZone(rules.zone())));
        term.deletion().ifPresent(at -> values.put("deletes", at.atZone(rules.zone())));
        tell(tx, family, MailKind.TIME_TAKEN_BACK, values);
    }

    private void tell(
            Tx tx,
            List<TermRepository.Member> family,
            MailKind kind,
            Map<String, ?> values) {
        byAddress(family, Function.identity()).forEach(told -> post(tx, told, kind, values));
    }

    /** A message to one address, which names all accounts that are told of there. */
    private void post(
            Tx tx,
            List<TermRepository.Member> told,
            MailKind kind,
            Map<String, ?> values) {
        TermRepository.Member holder = told.getLast();
        Map<String, Object> all = new HashMap<>(values);
        all.put("usernames", usernames(told));
        mail.post(tx, Message.of(kind, holder.greeting(), holder.email(), all));
    }

    private static <T> Collection<List<T>> byAddress(
            List<T> family, Function<T, TermRepository.Member> member) {
        return family.stream()
                .collect(
                        Collectors.groupingBy(
                                each -> member.apply(each).email().toLowerCase(Locale.ROOT),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    /** Asks a holder who has paid time left whether their backups shall really be deleted. */
    void askWhetherToDelete(Tx tx, TermRepository.Member holder, String token) {
        mail.post(
                tx,
                new Message(
                        MailKind.UNINSTALL_CONFIRMATION,
                        holder.greeting(),
                        holder.email(),
                        Map.of("username", holder.mailed(), "asker", asker(tx, holder)),
                        Map.of("token", token)));
    }

    /** Who wants a holder's account deleted, as the letter has words for it. */
    private static String asker(Tx tx, TermRepository.Member holder) {
        String actor = tx.caller().actor().name();
        if (actor.equals("account:" + holder.account())) {
            return "holder";
        }
        if (actor.startsWith("account:")) {
            return "parent";
        }
        // Software shows the credential of the repository, and nobody is signed in.
        return actor.equals(Actor.VISITOR.name()) ? "software" : "provider";
    }

    /** Tells the holder of an account that it is deleted, just before their address is. */
    void deleted(Tx tx, TermRepository.Member holder, Receipt receipt) {
        Provider provider = providers.of(tx);
        mail.post(
                tx,
                Message.of(
                        MailKind.DELETED,
                        holder.greeting(),
                        holder.email(),
                        Map.of(
                                "username", holder.mailed(),
                                "date", tx.now().atZone(provider.zone()),
                                "removed", removed(receipt))));
    }

    /** Lets a contact who agreed to it be asked why they left, if that was their last account. */
    void left(Tx tx, UUID contact) {
        new ConsentRepository(tx)
                .gone(contact)
                .ifPresent(gone -> followUps.begin(tx, gone.greeting(), gone.email()));
    }

    private static Optional<MailKind> kind(TermRepository.Move move) {
        TermState from = move.from();
        TermState to = move.to();
        if (to instanceof TermState.Frozen && !(from instanceof TermState.Frozen)) {
            return Optional.of(move.follows() ? MailKind.FROZEN_WITH_PARENT : MailKind.FROZEN);
        }
        // Time that was granted ends later; here a clock that had frozen it was set back.
        if (from instanceof TermState.Frozen && to.takesBackups() && to.end().equals(from.end())) {
            return Optional.of(MailKind.RUNS_AGAIN);
        }
        boolean wasScheduled = from instanceof TermState.DeletionScheduled;
        if (to instanceof TermState.DeletionScheduled) {
            // Also who goes with a parent from now on, on the day that they know, needs no letter.
            return wasScheduled && to.deletion().equals(from.deletion())
                    ? Optional.empty()
                    : Optional.of(
                            move.follows()
                                    ? MailKind.DELETION_WITH_PARENT
                                    : MailKind.DELETION_SCHEDULED);
        }
        return wasScheduled && to.isOpen() && to.deletion().isEmpty()
                ? Optional.of(MailKind.ACCOUNT_STAYS)
                : Optional.empty();
    }

    private static Text removed(Receipt receipt) {
        return Text.of(
                "{objects, plural, one {# object} other {# objects}}, {size} in all",
                "objects",
                receipt.objects(),
                "size",
                FileSize.words(receipt.bytes()));
    }

    private static String usernames(List<TermRepository.Member> members) {
        return members.stream()
                .map(TermRepository.Member::mailed)
                .collect(Collectors.joining(", "));
    }
}

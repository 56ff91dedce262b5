package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Grants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every account was granted, and what of it was taken back, for features that prove what they
 * made of it when {@link GrantWatch} told them.
 */
public final class GrantHistory {

    /** An entry of an account's list. */
    public sealed interface Entry {

        /**
         * Time that was granted.
         *
         * @param first whether the account had none before
         * @param redemption the spending of a code; null = none
         * @param paid whether somebody paid for it
         * @param at when it was granted
         */
        record Granted(
                UUID grant,
                boolean first,
                @Nullable UUID redemption,
                boolean paid,
                Instant at,
                Instant from,
                Instant to)
                implements Entry {}

        /**
         * Time that was taken back; if that was of a conversion, also of what it had taken over.
         *
         * @param grant of which
         * @param from when what is left of that begins
         * @param to when it ends
         * @param paid whether the account has anything left that somebody paid for
         * @param daysAt by the calendar of which moment the days that are left were counted; null =
         *     that of the grant
         */
        record TakenBack(
                UUID grant, Instant from, Instant to, boolean paid, @Nullable Instant daysAt)
                implements Entry {}
    }

    /** An account's entries, in order; what was left on another plan is none. */
    public record History(UUID account, List<Entry> entries) {
        public History {
            entries = List.copyOf(entries);
        }
    }

    /** Hands over every account that the transaction may see and that was ever granted time. */
    public void forEach(Tx tx, Consumer<History> consumer) {
        List<GrantRepository.Written> list = new ArrayList<>();
        List<UUID> of = new ArrayList<>();
        new GrantRepository(tx)
                .forEach(
                        (account, written) -> {
                            if (!of.isEmpty() && !of.getFirst().equals(account)) {
                                consumer.accept(history(of.getFirst(), list));
                                list.clear();
                                of.clear();
                            }
                            if (of.isEmpty()) {
                                of.add(account);
                            }
                            list.add(written);
                        });
        if (!of.isEmpty()) {
            consumer.accept(history(of.getFirst(), list));
        }
    }

    private static History history(UUID account, List<GrantRepository.Written> list) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            GrantEntry entry = list.get(i).entry();
            if (entry.refunds() != null) {
                entries.addAll(takenBack(list.subList(0, i + 1)));
            } else if (entry.source() != GrantSource.CONVERSION) {
                entries.add(
                        new Entry.Granted(
                                entry.id(),
                                i == 0,
                                entry.redemption(),
                                entry.paid(),
                                list.get(i).at(),
                                entry.from(),
                                entry.to()));
            }
        }
        return new History(account, entries);
    }

    /** What was left when the last entry of a list had taken back some of a grant. */
    private static List<Entry> takenBack(List<GrantRepository.Written> list) {
        Map<UUID, Grants.Span> spans = Grants.spans(TermLedger.arithmetic(list));
        boolean paid =
                list.stream()
                        .map(GrantRepository.Written::entry)
                        .filter(GrantEntry::paid)
                        .anyMatch(
                                entry -> {
                                    Grants.Span span = spans.get(entry.id());
                                    return span != null && span.from().isBefore(span.to());
                                });
        GrantRepository.Written refund = list.getLast();
        Instant daysAt = refund.daysByRefund() ? refund.at() : null;
        List<Entry> entries = new ArrayList<>();
        TermLedger.shortened(list)
                .forEach(
                        (grant, left) ->
                                entries.add(
                                        new Entry.TakenBack(
                                                grant, left.from(), left.to(), paid, daysAt)));
        return entries;
    }
}

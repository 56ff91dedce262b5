package io.counterfoil.accounts;

import io.counterfoil.platform.Check;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Grant;
import io.counterfoil.terms.Grants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves that every term stands where its events say, ends where its grants and refunds add up to,
 * and that no date of deletion moved to an earlier one. It keeps one account in memory at a time.
 */
public final class TermCheck implements Check {
    private static final int MOST_FAULTS = 20;

    @Override
    public String subject() {
        return "terms of accounts";
    }

    @Override
    public List<String> faults(Tx tx) {
        TermHistoryRepository histories = new TermHistoryRepository(tx);
        List<String> faults = new ArrayList<>();
        Events events = new Events(faults);
        histories.events(events::take);
        events.finish();
        Sums sums = new Sums(faults);
        histories.grants(sums::take);
        sums.finish();
        histories
                .strays(MOST_FAULTS)
                .forEach(
                        account ->
                                faults.add(
                                        "Sub-account %s does not stand where its parent does."
                                                .formatted(account)));
        return faults.stream().limit(MOST_FAULTS).toList();
    }

    @Override
    public List<String> unproven(Tx tx) {
        long accounts = new TermHistoryRepository(tx).openedWithoutState();
        return accounts == 0
                ? List.of()
                : List.of(
                        "The states of %d accounts can't be compared: an earlier version of this program noted none when it opened them."
                                .formatted(accounts));
    }

    /** Folds the events of one account after the other. */
    private static final class Events {
        private final List<String> faults;
        private TermFold fold = new TermFold();
        private TermHistoryRepository.@Nullable Standing standing;

        Events(List<String> faults) {
            this.faults = faults;
        }

        void take(TermHistoryRepository.WithEvent row) {
            if (standing == null || !standing.account().equals(row.standing().account())) {
                finish();
                standing = row.standing();
                fold = new TermFold();
            }
            TermHistoryRepository.Happened event = row.event();
            if (event != null) {
                fold.take(event.type(), event.facts(), event.at());
            }
        }

        void finish() {
            if (standing == null || faults.size() >= MOST_FAULTS) {
                return;
            }
            compare(standing);
        }

        private void compare(TermHistoryRepository.Standing row) {
            String state = fold.state();
            if (state != null && !state.equals(row.state())) {
                fault(row, "is %s, but its events say %s".formatted(row.state(), state));
            }
            Instant end = fold.end();
            if (!row.sub() && end != null && !end.equals(row.end())) {
                fault(row, "ends at %s, but its events say %s".formatted(row.end(), end));
            }
            Instant announced = fold.announced();
            Instant promised = row.promised();
            if (announced != null && (promised == null || promised.isBefore(announced))) {
                fault(
                        row,
                        "may be deleted from %s on, but %s was announced"
                                .formatted(promised, announced));
            }
            fold.contradictions().forEach(words -> fault(row, words));
        }

        private void fault(TermHistoryRepository.Standing row, String words) {
            faults.add("Account %s %s.".formatted(row.account(), words));
        }
    }

    /** Adds up the grants of one account after the other. */
    private static final class Sums {
        private final List<String> faults;
        private final List<Grant> grants = new ArrayList<>();
        private @Nullable UUID account;
        private Instant end = Instant.EPOCH;

        Sums(List<String> faults) {
            this.faults = faults;
        }

        void take(TermHistoryRepository.WithGrant row) {
            if (!row.account().equals(account)) {
                finish();
                grants.clear();
                account = row.account();
                end = row.end();
            }
            grants.add(row.grant());
        }

        void finish() {
            Grants.end(grants)
                    .filter(sum -> !sum.equals(end) && faults.size() < MOST_FAULTS)
                    .ifPresent(
                            sum ->
                                    faults.add(
                                            "Account %s ends at %s, but its grants add up to %s."
                                                    .formatted(account, end, sum)));
        }
    }
}

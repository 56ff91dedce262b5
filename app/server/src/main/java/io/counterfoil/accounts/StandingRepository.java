package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class StandingRepository {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Tx tx;

    StandingRepository(Tx tx) {
        this.tx = tx;
    }

    Map<UUID, Standings.Standing> of(Collection<UUID> accounts) {
        Map<UUID, List<UUID>> subAccounts = subAccounts(accounts);
        Map<UUID, Standings.Standing> standings = new HashMap<>();
        terms(accounts)
                .forEach(
                        (account, term) ->
                                standings.put(
                                        account,
                                        new Standings.Standing(
                                                term,
                                                Stream.concat(
                                                                Stream.of(account),
                                                                subAccounts
                                                                        .getOrDefault(
                                                                                account, List.of())
                                                                        .stream())
                                                        .toList())));
        return standings;
    }

    /** How many end before that moment, by the whole weeks until then. */
    Map<Integer, Integer> endings(Instant before) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT floor(extract(epoch FROM term_due_at - :now) / :week)::int AS week, count(*)::int AS accounts
                        FROM account
                        WHERE provider_id = :provider AND parent_id IS NULL AND term_state IN ('trial', 'active')
                          AND term_due_at >= :now AND term_due_at < :before
                        GROUP BY 1
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("before", before)
                .bind("week", WEEK.toSeconds())
                .reduceRows(
                        new HashMap<>(),
                        (weeks, row) -> {
                            weeks.put(
                                    row.getColumn("week", Integer.class),
                                    row.getColumn("accounts", Integer.class));
                            return weeks;
                        });
    }

    UUID customer(UUID account) {
        return tx.handle()
                .createQuery(
                        "SELECT customer_id FROM account WHERE provider_id = :provider AND id ="
                                + " :account")
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(UUID.class)
                .one();
    }

    private Map<UUID, TermState> terms(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, %s FROM account
                        WHERE provider_id = :provider AND id = ANY(:accounts)
                        """
                                .formatted(TermRepository.COLUMNS))
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("id", UUID.class),
                                        TermRepository.term(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<UUID, List<UUID>> subAccounts(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT parent_id, id FROM account
                        WHERE provider_id = :provider AND parent_id = ANY(:accounts)
                        """)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("parent_id", UUID.class),
                                        row.getObject("id", UUID.class)))
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}

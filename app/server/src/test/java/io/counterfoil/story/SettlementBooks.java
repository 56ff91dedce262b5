package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.settlement.statements.StatementState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds of a provider's ledger, statements and payouts at any moment. */
final class SettlementBooks {
    /** What each account has, by the transfers themselves. */
    private static final String BALANCES =
            """
            SELECT account || ' ' || sum(minor) || ' ' || currency
            FROM ledger_transfer, LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
            GROUP BY account, currency HAVING sum(minor) <> 0
            """;

    private static final String CURRENCIES =
            """
            SELECT currency FROM ledger_transfer UNION SELECT currency FROM accrual
            UNION SELECT currency FROM statement UNION SELECT currency FROM payment UNION SELECT currency FROM payout
            """;

    private static final Map<String, String> WRONG = new LinkedHashMap<>();

    static {
        WRONG.put(
                "statements whose sums don't add up",
                """
                SELECT number FROM (SELECT *, lag(closing_minor, 1, 0::bigint) OVER (PARTITION BY retailer_id ORDER BY until_at) AS before FROM statement) AS one
                WHERE opening_minor <> before OR closing_minor <> opening_minor + lines_minor - payments_minor
                   OR payments_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE statement_id = one.id)
                   OR (line_count, price_minor, commission_minor, tax_minor, commission_tax_minor, lines_minor) IS DISTINCT FROM
                      (SELECT (count(*)::integer, coalesce(sum(price_minor), 0)::bigint, coalesce(sum(commission_minor), 0)::bigint,
                               coalesce(sum(tax_minor), 0)::bigint, coalesce(sum(commission_tax_minor), 0)::bigint, coalesce(sum(amount_minor), 0)::bigint)
                       FROM statement_line JOIN accrual ON accrual.id = accrual_id WHERE statement_id = one.id)
                """);
        WRONG.put(
                "gaps in the numbers of statements",
                "SELECT max(number) FROM statement HAVING count(*) <> max(number) OR min(number) <> 1");
        WRONG.put(
                "gaps in the numbers of lines",
                """
                SELECT statement_id FROM statement_line GROUP BY statement_id
                HAVING count(*) <> max(number) OR min(number) <> 1
                """);
        WRONG.put(
                "accruals on two statements",
                "SELECT accrual_id FROM statement_line GROUP BY accrual_id HAVING count(*) > 1");
        WRONG.put(
                "accruals on a statement though they were withdrawn or held, or on none though they were payable",
                """
                SELECT accrual.id FROM accrual
                LEFT JOIN statement_line ON accrual_id = accrual.id
                LEFT JOIN retailer_settlement ON retailer_settlement.retailer_id = accrual.retailer_id
                WHERE (accrual_id IS NOT NULL) <> (undone_at IS NULL AND payable_at <= coalesce(settled_until, '-infinity'))
                """);
        WRONG.put(
                "accruals outside of their statement's window",
                """
                SELECT accrual.id FROM accrual JOIN statement_line ON accrual_id = accrual.id JOIN statement ON statement.id = statement_id
                WHERE payable_at > until_at OR payable_at <= after_at OR accrual.retailer_id <> statement.retailer_id
                """);
        WRONG.put(
                "statements whose lines are not what the ledger says",
                """
                SELECT statement_id FROM statement_line JOIN accrual ON accrual.id = accrual_id
                GROUP BY statement_id
                HAVING sum(amount_minor) <>
                    (SELECT coalesce(sum(CASE 'retailer' WHEN debit THEN ledger_transfer.amount_minor WHEN credit THEN -ledger_transfer.amount_minor END), 0)
                     FROM ledger_transfer
                     WHERE (serial, event, kind = 'undo') IN (
                         SELECT serial, event, accrual.kind IN ('credit', 'claw_back') FROM statement_line lines JOIN accrual ON accrual.id = accrual_id
                         WHERE lines.statement_id = statement_line.statement_id))
                """);
        WRONG.put(
                "retailers whose account is not what is settled and still open",
                """
                SELECT name FROM retailer
                WHERE (SELECT coalesce(sum(CASE 'retailer' WHEN debit THEN amount_minor WHEN credit THEN -amount_minor END), 0)
                       FROM ledger_transfer WHERE retailer_id = retailer.id)
                   <> coalesce((SELECT closing_minor FROM statement WHERE retailer_id = retailer.id ORDER BY until_at DESC LIMIT 1), 0)
                      + (SELECT coalesce(sum(amount_minor), 0) FROM accrual
                         WHERE retailer_id = retailer.id AND undone_at IS NULL AND id NOT IN (SELECT accrual_id FROM statement_line))
                      - (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE retailer_id = retailer.id AND statement_id IS NULL)
                """);
        WRONG.put(
                "items that were sold twice without being taken back",
                """
                SELECT serial FROM accrual WHERE kind IN ('sale', 'shipment') AND undone_at IS NULL
                  AND NOT EXISTS (SELECT FROM accrual back WHERE back.undoes = accrual.id)
                GROUP BY serial HAVING count(*) > 1
                """);
        WRONG.put(
                "payouts that were not paid once",
                """
                SELECT payout.number FROM payout LEFT JOIN payment ON payment.id = payment_id
                WHERE (state = 'paid') <> (payment.id IS NOT NULL) OR payment.amount_minor <> -payout.amount_minor
                UNION ALL
                SELECT count(*) FROM payment WHERE amount_minor < 0 HAVING count(*) <> (SELECT count(*) FROM payout WHERE state = 'paid')
                """);
    }

    /** All of them at once, since they are asked after every event. */
    private static final String FAULTS =
            WRONG.entrySet().stream()
                    .map(
                            one ->
                                    "SELECT '%s: ' || found FROM (%s) AS wrong (found)"
                                            .formatted(one.getKey().replace("'", "''"), one.getValue()))
                    .collect(Collectors.joining(" UNION ALL "));

    private SettlementBooks() {}

    /** All books agree with each other, and are in the provider's currency. */
    static void agree(RetailScene scene, String when) throws Exception {
        assertThat(scene.column(FAULTS)).as(when).isEmpty();
        assertThat(scene.column(CURRENCIES)).as(when).isSubsetOf(scene.currency());
        List<String> told = new ArrayList<>();
        long sum = 0;
        for (JsonNode account : RetailScene.all(scene.provider(), "/api/v1/ledger/balances")) {
            JsonNode balance = account.required("balance");
            long minor =
                    new BigDecimal(balance.required("amount").asText())
                            .movePointRight(2)
                            .longValueExact();
            sum += minor;
            told.add(
                    "%s %d %s"
                            .formatted(
                                    account.required("account").asText(),
                                    minor,
                                    balance.required("currency").asText()));
        }
        assertThat(told).as(when).containsExactlyInAnyOrderElementsOf(scene.column(BALANCES));
        assertThat(sum).as("of all accounts, %s", when).isZero();
    }

    /** Those that are asked for by a state are those that say they are in it. */
    static void statesAgree(RetailScene scene, String when) throws Exception {
        String path = "/api/v1/statements";
        List<JsonNode> all = RetailScene.all(scene.provider(), path);
        for (StatementState state : StatementState.values()) {
            assertThat(RetailScene.all(scene.provider(), path + "?state=" + state.label()))
                    .as("%s, %s", state, when)
                    .isEqualTo(
                            all.stream()
                                    .filter(one -> one.required("state").asText().equals(state.label()))
                                    .toList());
        }
    }
}

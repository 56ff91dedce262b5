package io.counterfoil.settlement.statements;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.PlaceNames;
import io.counterfoil.settlement.ledger.Conditions;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The lines of statements, and what will be some. */
final class StatementLineRepository {
    /** Of an outlet in the time of a statement, in whose order lines are numbered. */
    private static final String OF_OUTLET =
            "accrual.provider_id = :provider AND outlet_id = :outlet AND payable_at <= :until";

    private static final String AFTER =
            """
            (payable_at, accrual.id) > (
                SELECT last.payable_at, last.id FROM statement_line AS before
                JOIN accrual AS last ON last.provider_id = before.provider_id AND last.id = before.accrual_id
                WHERE before.provider_id = :provider AND before.statement_id = :statement AND before.number = :after)
            """;

    private final Tx tx;

    StatementLineRepository(Tx tx) {
        this.tx = tx;
    }

    /** In the order in which they became payable. */
    int insert(UUID statement, Closing closing) {
        return tx.handle()
                .createUpdate(
                        """
                        INSERT INTO statement_line (provider_id, retailer_id, statement_id, number, accrual_id)
                        SELECT :provider, :retailer, :statement, row_number() OVER (ORDER BY payable_at, id), id
                        FROM accrual
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                          AND undone_at IS NULL AND payable_at <= :until
                          AND (:after::timestamptz IS NULL OR payable_at > :after)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", closing.retailer())
                .bind("statement", statement)
                .bind("currency", closing.currency().getCurrencyCode())
                .bind("after", closing.window().after().orElse(null))
                .bind("until", closing.window().until())
                .execute();
    }

    /**
     * SHA-256, in hexadecimal, over all lines of a statement in their order: number, serial number,
     * kind, amount in minor units and event, as its subject with its place in the subject's chain
     * behind a number sign, with a space between them and a line feed behind each.
     */
    String digest(UUID statement) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT encode(sha256(convert_to(coalesce(
                                   string_agg(concat_ws(' ', line.number, serial, kind, amount_minor,
                                                        event.subject_type || ':' || event.subject_id || '#' || event.seq)
                                              || chr(10), '' ORDER BY line.number), ''), 'UTF8')), 'hex')
                        FROM statement_line line
                        JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                        JOIN event ON event.provider_id = line.provider_id AND event.position = accrual.event
                        WHERE line.provider_id = :provider AND line.statement_id = :statement
                        """)
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .mapTo(String.class)
                .one();
    }

    /** By number; one more than asked for, if there is one. */
    List<StatementLine> list(Statement statement, LineFilter filter, Listing listing) {
        // Before the first line stands none where a list of an outlet could go on.
        long number = listing.after() == null ? 0 : StatementLine.numberAt(listing.after());
        Conditions conditions =
                new Conditions()
                        .ifGiven("serial", filter.serial().map(SerialNumber::value), "serial = :serial")
                        .ifGiven("outlet", filter.outlet(), OF_OUTLET);
        if (filter.outlet().isPresent()) {
            conditions
                    .bind("until", statement.until())
                    .ifGiven("since", statement.after(), "payable_at > :since");
            if (number > 0) {
                conditions.add(AFTER);
            }
        }
        return named(
                tx.handle()
                        .createQuery(
                                """
                                SELECT line.number, serial, accrual.event, outlet_id, product_id, kind, accrued_at, sold_at,
                                       accrual.currency, accrual.price_minor, commission_minor, tax_minor, commission_tax_minor, dispute.state AS dispute
                                FROM statement_line line
                                JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                                LEFT JOIN dispute ON dispute.provider_id = line.provider_id
                                                 AND dispute.statement_id = line.statement_id AND dispute.line = line.number
                                WHERE line.provider_id = :provider AND line.statement_id = :statement AND line.number > :after %s
                                ORDER BY %s LIMIT :limit
                                """
                                        .formatted(
                                                conditions.sql(),
                                                filter.outlet().isPresent()
                                                        ? "payable_at, accrual.id"
                                                        : "line.number"))
                        .bind("provider", tx.provider())
                        .bind("statement", statement.id())
                        .bind("after", number)
                        .bindMap(conditions.values())
                        .bind("limit", listing.limit() + 1)
                        .map((row, context) -> line(row))
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<StatementLine> named(List<StatementLine> rows) {
        PlaceNames places = PlaceNames.of(tx, rows.stream().map(StatementLine::outlet).toList());
        Map<UUID, String> products =
                Catalog.productNames(tx, rows.stream().map(StatementLine::product).toList());
        return rows.stream()
                .map(
                        row ->
                                row.named(
                                        places.outlet(row.outlet()),
                                        Objects.requireNonNull(products.get(row.product()))))
                .toList();
    }

    /**
     * What the items of a product come to for one reason.
     *
     * @param items how many lines
     */
    record ProductSum(
            UUID product,
            AccrualKind kind,
            int items,
            Money price,
            Money commission,
            Money tax,
            Money commissionTax) {}

    /** What a statement comes to, for each product and reason. */
    List<ProductSum> sums(UUID statement) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT product_id, kind, currency, count(*) AS items, sum(price_minor)::bigint AS price,
                               sum(commission_minor)::bigint AS commission, sum(tax_minor)::bigint AS tax,
                               sum(commission_tax_minor)::bigint AS commission_tax
                        FROM statement_line line
                        JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                        WHERE line.provider_id = :provider AND line.statement_id = :statement
                        GROUP BY product_id, kind, currency ORDER BY min(line.number)
                        """)
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .map((row, context) -> sum(row))
                .list();
    }

    /** The same of one day. */
    record DaySum(LocalDate day, ProductSum sum) {}

    /** What a statement comes to, for each day in this zone, product and reason. */
    List<DaySum> sumsByDay(UUID statement, ZoneId zone) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT (coalesce(sold_at, accrued_at) AT TIME ZONE :zone)::date AS day, product_id, kind, currency, count(*) AS items,
                               sum(price_minor)::bigint AS price, sum(commission_minor)::bigint AS commission,
                               sum(tax_minor)::bigint AS tax, sum(commission_tax_minor)::bigint AS commission_tax
                        FROM statement_line line
                        JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                        WHERE line.provider_id = :provider AND line.statement_id = :statement
                        GROUP BY day, product_id, kind, currency ORDER BY day, min(line.number)
                        """)
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .bind("zone", zone.getId())
                .map((row, context) -> new DaySum(row.getObject("day", LocalDate.class), sum(row)))
                .list();
    }

    private static ProductSum sum(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new ProductSum(
                row.getObject("product_id", UUID.class),
                AccrualKind.of(row.getString("kind")),
                row.getInt("items"),
                new Money(row.getLong("price"), currency),
                new Money(row.getLong("commission"), currency),
                new Money(row.getLong("tax"), currency),
                new Money(row.getLong("commission_tax"), currency));
    }

    private static StatementLine line(ResultSet row) throws SQLException {
        String dispute = row.getString("dispute");
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new StatementLine(
                row.getInt("number"),
                SerialNumber.ofValue(row.getLong("serial")),
                row.getLong("event"),
                row.getObject("outlet_id", UUID.class),
                "",
                row.getObject("product_id", UUID.class),
                "",
                AccrualKind.of(row.getString("kind")),
                Instants.of(row, "accrued_at"),
                Instants.ofNullable(row, "sold_at"),
                new Money(row.getLong("price_minor"), currency),
                new Money(row.getLong("commission_minor"), currency),
                new Money(row.getLong("tax_minor"), currency),
                new Money(row.getLong("commission_tax_minor"), currency),
                dispute == null ? null : DisputeState.of(dispute));
    }
}

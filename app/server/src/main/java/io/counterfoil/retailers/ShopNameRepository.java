package io.counterfoil.retailers;

import io.counterfoil.platform.Folded;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.ShopChoice.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The names of retailers or outlets; as many rows are read as are wanted, however many there are. */
final class ShopNameRepository {
    private final Tx tx;
    private final Kind kind;
    private final boolean onlyOpen;

    /**
     * @param onlyOpen whether the others are left out
     */
    ShopNameRepository(Tx tx, Kind kind, boolean onlyOpen) {
        this.tx = tx;
        this.kind = kind;
        this.onlyOpen = onlyOpen;
    }

    /**
     * A retailer or an outlet.
     *
     * @param retailer whose outlet it is, if that has to be said
     * @param whole whether its name is just what was looked for, and not only begins so
     */
    record Named(UUID id, @Nullable String retailer, String name, boolean open, boolean whole) {
        /** What stands between the name of a retailer and that of its outlet. */
        static final String BETWEEN = ", ";

        /** What stands before and behind the name of a retailer that is told after its outlet's. */
        static final String OF = " (";

        static final String AFTER = ")";

        /** Nobody could tell where the name of a retailer ends that has a comma of its own. */
        String label() {
            if (retailer == null) {
                return name;
            }
            return retailer.contains(BETWEEN)
                    ? name + OF + retailer + AFTER
                    : retailer + BETWEEN + name;
        }
    }

    /** Whether these are outlets of more than one retailer. */
    boolean ofRetailers() {
        return kind == Kind.OUTLET && tx.caller().scope().retailerOrNull() == null;
    }

    /** So many of all, whichever they are. */
    List<Named> some(int limit) {
        return query("false", "true", Map.of(), limit);
    }

    Optional<Named> find(UUID id) {
        return query("true", "shop.id = :id", Map.of("id", id), 1).stream().findAny();
    }

    /** Those whose name begins like this. */
    List<Named> named(String beginning, int limit) {
        return query(
                Folded.is("shop.name_folded", "beginning"),
                Folded.begins("shop.name_folded", "beginning") + " ORDER BY shop.name_folded",
                Map.of("beginning", beginning),
                limit);
    }

    /** The outlets of those retailers whose name begins like this. */
    List<Named> ofRetailersNamed(String beginning, int limit) {
        return query(
                "false",
                Folded.begins("r.name_folded", "beginning") + " ORDER BY r.name_folded, shop.name_folded",
                Map.of("beginning", beginning),
                limit);
    }

    /** The outlets whose name begins like this, of a retailer of this whole name. */
    List<Named> named(String retailer, String beginning, int limit) {
        return query(
                Folded.is("shop.name_folded", "beginning"),
                Folded.is("r.name_folded", "retailer")
                        + " AND "
                        + Folded.begins("shop.name_folded", "beginning")
                        + " ORDER BY shop.name_folded",
                Map.of("retailer", retailer, "beginning", beginning),
                limit);
    }

    private List<Named> query(
            String whole, String condition, Map<String, Object> values, int limit) {
        return tx.handle()
                .createQuery(select().formatted(whole, open() + condition))
                .bind("provider", tx.provider())
                .bindMap(values)
                .bind("limit", limit)
                .map((row, context) -> named(row))
                .list();
    }

    private String open() {
        if (!onlyOpen) {
            return "";
        }
        return kind == Kind.OUTLET ? "shop.active AND r.active AND " : "shop.active AND ";
    }

    private String select() {
        return switch (kind) {
            case RETAILER ->
                    """
                    SELECT shop.id, NULL AS retailer, shop.name, shop.active, %s AS whole
                    FROM retailer shop
                    WHERE shop.provider_id = :provider AND %s LIMIT :limit
                    """;
            case OUTLET ->
                    """
                    SELECT shop.id, r.name AS retailer, shop.name, shop.active AND r.active AS active, %s AS whole
                    FROM outlet shop
                    JOIN retailer r ON r.provider_id = shop.provider_id AND r.id = shop.retailer_id
                    WHERE shop.provider_id = :provider AND r.provider_id = :provider AND %s LIMIT :limit
                    """;
        };
    }

    private Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getObject("id", UUID.class),
                ofRetailers() ? row.getString("retailer") : null,
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("whole"));
    }
}

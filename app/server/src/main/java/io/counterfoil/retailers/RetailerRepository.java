package io.counterfoil.retailers;

import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

final class RetailerRepository {
    private final Tx tx;

    RetailerRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if the provider has a retailer of that name. */
    boolean insert(Retailer retailer) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO retailer (provider_id, id, name, active, created_at)
                                VALUES (:provider, :id, :name, :active, :now)
                                ON CONFLICT (provider_id, name) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", retailer.id())
                        .bind("name", retailer.name())
                        .bind("active", retailer.active())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** False if the retailer has an outlet of that name. */
    boolean insert(Outlet outlet) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO outlet (provider_id, retailer_id, id, name, active, created_at)
                                VALUES (:provider, :retailer, :id, :name, :active, :now)
                                ON CONFLICT (provider_id, retailer_id, name) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("retailer", outlet.retailer())
                        .bind("id", outlet.id())
                        .bind("name", outlet.name())
                        .bind("active", outlet.active())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** False if the outlet has a terminal of that name. */
    boolean insert(Terminal terminal) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO terminal (provider_id, retailer_id, outlet_id, id, name, created_at)
                                VALUES (:provider, :retailer, :outlet, :id, :name, :now)
                                ON CONFLICT (provider_id, outlet_id, name) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("retailer", terminal.retailer())
                        .bind("outlet", terminal.outlet())
                        .bind("id", terminal.id())
                        .bind("name", terminal.name())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    Optional<Retailer> retailer(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, name, active FROM retailer WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> retailer(row))
                .findOne();
    }

    Optional<Outlet> outlet(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT o.id, o.retailer_id, o.name, o.active AND r.active AS active
                        FROM outlet o JOIN retailer r ON r.provider_id = o.provider_id AND r.id = o.retailer_id
                        WHERE o.provider_id = :provider AND o.id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> outlet(row))
                .findOne();
    }

    /** Lets one request of the terminal go after the other, until the end of the transaction. */
    Optional<Terminal> lockTerminal(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT t.id, t.retailer_id, t.outlet_id, o.name AS outlet_name, t.name,
                               t.active AND o.active AND r.active AS active, t.activation_limit, t.day_limit_minor,
                               t.day_limit_currency, o.opening_hours
                        FROM terminal t
                        JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
                        JOIN retailer r ON r.provider_id = t.provider_id AND r.id = t.retailer_id
                        WHERE t.provider_id = :provider AND t.id = :id
                        FOR NO KEY UPDATE OF t
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> terminal(row))
                .findOne();
    }

    int count() {
        return tx.handle()
                .createQuery("SELECT count(*) FROM retailer WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    /** Those with this text in their name; one row more than asked for, if there is one. */
    List<Retailer> retailers(Optional<String> search, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, name, active FROM retailer
                        WHERE provider_id = :provider AND (:after::uuid IS NULL OR id < :after)
                          AND (:search::text IS NULL OR strpos(lower(name), lower(:search)) > 0)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("search", search.orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> retailer(row))
                .list();
    }

    /**
     * Of one retailer, or of all; one row more than the listing asks for, if there is one.
     *
     * @param search only those with this text in their name
     */
    List<Outlet> outlets(Optional<UUID> retailer, Optional<String> search, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT o.id, o.retailer_id, o.name, o.active AND r.active AS active
                        FROM outlet o JOIN retailer r ON r.provider_id = o.provider_id AND r.id = o.retailer_id
                        WHERE o.provider_id = :provider AND (:retailer::uuid IS NULL OR o.retailer_id = :retailer)
                          AND (:search::text IS NULL OR strpos(lower(o.name), lower(:search)) > 0)
                          AND (:after::uuid IS NULL OR o.id < :after)
                        ORDER BY o.id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer.orElse(null))
                .bind("search", search.orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> outlet(row))
                .list();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Terminal> terminals(TerminalFilter filter, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT t.id, t.retailer_id, t.outlet_id, o.name AS outlet_name, t.name,
                               t.active AND o.active AND r.active AS active, t.activation_limit, t.day_limit_minor,
                               t.day_limit_currency, o.opening_hours
                        FROM terminal t
                        JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
                        JOIN retailer r ON r.provider_id = t.provider_id AND r.id = t.retailer_id
                        WHERE t.provider_id = :provider AND (:everywhere OR t.outlet_id = ANY(:outlets))
                          AND (:any OR t.id = ANY(:ids))
                          AND (:retailer::uuid IS NULL OR t.retailer_id = :retailer)
                          AND (:after::uuid IS NULL OR t.id < :after)
                        ORDER BY t.id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("everywhere", filter.outlets() == null)
                .bindArray(
                        "outlets",
                        UUID.class,
                        Objects.requireNonNullElse(filter.outlets(), List.of()))
                .bind("any", filter.ids() == null)
                .bindArray("ids", UUID.class, Objects.requireNonNullElse(filter.ids(), List.of()))
                .bind("retailer", filter.retailer())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> terminal(row))
                .list();
    }

    Map<UUID, String> retailerNames(Collection<UUID> ids) {
        return byId(
                "SELECT id, name FROM retailer WHERE provider_id = :provider AND id = ANY(:ids)",
                ids,
                (row, context) -> row.getString("name"));
    }

    Map<UUID, PlaceNames.Place> places(Collection<UUID> ids) {
        return byId(
                """
                SELECT o.id, r.name AS retailer, o.name AS outlet
                FROM outlet o JOIN retailer r ON r.provider_id = o.provider_id AND r.id = o.retailer_id
                WHERE o.provider_id = :provider AND o.id = ANY(:ids)
                """,
                ids,
                (row, context) ->
                        new PlaceNames.Place(row.getString("retailer"), row.getString("outlet")));
    }

    Map<UUID, TillNames.Till> tills(Collection<UUID> ids) {
        return byId(
                """
                SELECT t.id, t.name AS terminal, o.name AS outlet
                FROM terminal t JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
                WHERE t.provider_id = :provider AND t.id = ANY(:ids)
                """,
                ids,
                (row, context) ->
                        new TillNames.Till(row.getString("terminal"), row.getString("outlet")));
    }

    private <T> Map<UUID, T> byId(String query, Collection<UUID> ids, RowMapper<T> mapper) {
        return tx.handle()
                .createQuery(query)
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids.stream().distinct().toList())
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("id", UUID.class), mapper.map(row, context)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Retailer retailer(ResultSet row) throws SQLException {
        return new Retailer(
                row.getObject("id", UUID.class), row.getString("name"), row.getBoolean("active"));
    }

    private static Outlet outlet(ResultSet row) throws SQLException {
        return new Outlet(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getString("name"),
                row.getBoolean("active"));
    }

    private static Terminal terminal(ResultSet row) throws SQLException {
        return new Terminal(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                row.getString("outlet_name"),
                row.getString("name"),
                row.getBoolean("active"),
                DetailsRepository.limits(row));
    }
}

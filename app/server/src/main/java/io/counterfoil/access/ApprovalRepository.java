package io.counterfoil.access;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.TextJson;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class ApprovalRepository {
    private static final String ELIGIBLE =
            "provider_id = :provider AND role = ANY(:roles) AND disabled_at IS NULL";
    private static final String SELECT =
            """
            SELECT approval.id, action, summary, summary_text, state, requested_by, asker.name AS requester, requested_at,
                   decided_by, decider.name AS decider, decided_at
            FROM approval
                 LEFT JOIN staff AS asker ON asker.provider_id = approval.provider_id AND asker.id = requested_by
                 LEFT JOIN staff AS decider ON decider.provider_id = approval.provider_id AND decider.id = decided_by
            WHERE approval.provider_id = :provider
            """;

    private final Tx tx;

    ApprovalRepository(Tx tx) {
        this.tx = tx;
    }

    /** What a handler gets. */
    record Asked(String action, String request) {}

    /** How many may agree, besides this person if one is given. */
    int countEligible(Set<Role> deciders, @Nullable UUID besides) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM staff WHERE id IS DISTINCT FROM :besides AND "
                                + ELIGIBLE)
                .bind("provider", tx.provider())
                .bindArray("roles", String.class, names(deciders))
                .bind("besides", besides)
                .mapTo(Integer.class)
                .one();
    }

    boolean isEligible(UUID person, Set<Role> deciders) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM staff WHERE id = :person AND " + ELIGIBLE + ")")
                .bind("provider", tx.provider())
                .bindArray("roles", String.class, names(deciders))
                .bind("person", person)
                .mapTo(Boolean.class)
                .one();
    }

    void insert(UUID id, String action, String request, Text summary) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO approval (provider_id, id, action, request, summary, summary_text, requested_by, requested_at, state)
                        VALUES (:provider, :id, :action, :request::jsonb, :summary, :summary_text, :person, :now, 'waiting')
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("action", action)
                .bind("request", request)
                .bind("summary", summary.toString())
                .bind("summary_text", TextJson.write(summary))
                .bind("person", tx.caller().actor().person())
                .bind("now", tx.now())
                .execute();
    }

    /** What waits with this very request; an earlier version may have kept it more than once. */
    Optional<UUID> waiting(String action, String request) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM approval
                        WHERE provider_id = :provider AND state = 'waiting' AND action = :action AND request = :request::jsonb
                        ORDER BY id LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("action", action)
                .bind("request", request)
                .mapTo(UUID.class)
                .findOne();
    }

    Optional<Asked> decide(UUID id, Approval.State state, UUID person) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE approval SET state = :state, decided_by = :person, decided_at = :now
                        WHERE provider_id = :provider AND id = :id AND state = 'waiting'
                          AND requested_by IS DISTINCT FROM :person
                        RETURNING action, request
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("state", state.label())
                .bind("person", person)
                .bind("now", tx.now())
                .map((row, context) -> new Asked(row.getString("action"), row.getString("request")))
                .findOne();
    }

    /** Ends what waits and has all of this in its request, undecided. */
    List<UUID> overtake(String action, String about) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE approval SET state = 'overtaken', decided_at = :now
                        WHERE provider_id = :provider AND state = 'waiting' AND action = :action AND request @> :about::jsonb
                        RETURNING id
                        """)
                .bind("provider", tx.provider())
                .bind("action", action)
                .bind("about", about)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .list();
    }

    Set<UUID> approved(Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM approval
                        WHERE provider_id = :provider AND id = ANY(:ids) AND state = 'approved'
                        """)
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .mapTo(UUID.class)
                .set();
    }

    Optional<Approval> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + " AND approval.id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> approval(row))
                .findOne();
    }

    /** The waiting ones first, then the latest; one more than asked for, if there is one. */
    List<Approval> list(ApprovalFilter only, Listing listing) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                AND (:state::text IS NULL OR state = :state)
                                AND (:action::text IS NULL OR action = :action)
                                AND (:after::uuid IS NULL OR (state = 'waiting', approval.id) <
                                    (SELECT last.state = 'waiting', last.id FROM approval AS last
                                     WHERE last.provider_id = :provider AND last.id = :after))
                                ORDER BY state = 'waiting' DESC, approval.id DESC LIMIT :limit
                                """)
                .bind("provider", tx.provider())
                .bind("state", only.state() == null ? null : only.state().label())
                .bind("action", only.action())
                .bind("after", listing.after())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> approval(row))
                .list();
    }

    int countWaiting() {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM approval WHERE provider_id = :provider AND state ="
                                + " 'waiting'")
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static Approval approval(ResultSet row) throws SQLException {
        return new Approval(
                row.getObject("id", UUID.class),
                row.getString("action"),
                row.getString("summary"),
                text(row),
                Approval.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("requested_by", UUID.class),
                row.getString("requester"),
                Instants.of(row, "requested_at"),
                row.getObject("decided_by", UUID.class),
                row.getString("decider"),
                Instants.ofNullable(row, "decided_at"));
    }

    private static Text text(ResultSet row) throws SQLException {
        String kept = row.getString("summary_text");
        return kept == null ? Text.of(row.getString("summary")) : TextJson.read(kept);
    }
}

package io.counterfoil.access;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class ProviderRepository {
    private static final String COLUMNS =
            """
            id, name, web_address, time_zone, currency, void_limit, activation_limit, proof_approval,
            colour_dark, colour_main, colour_bright, colour_accent, colour_light
            """;

    private final Tx tx;

    ProviderRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if another provider, visible or not, has the web address. */
    boolean insert(Provider provider) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO provider (id, name, web_address, time_zone, currency, void_limit, activation_limit, created_at)
                                VALUES (:id, :name, :webAddress, :zone, :currency, :voidLimit, :activationLimit, :now)
                                ON CONFLICT (web_address) DO NOTHING
                                """)
                        .bind("id", provider.id())
                        .bind("name", provider.name())
                        .bind("webAddress", provider.webAddress())
                        .bind("zone", provider.zone().getId())
                        .bind("currency", provider.currency().getCurrencyCode())
                        .bind("voidLimit", provider.voidLimit())
                        .bind("activationLimit", provider.activationLimit())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Changes settings; null leaves one as it is. */
    void change(ProviderSettings.Change change) {
        if (change.timeZone() != null) {
            keepZone(change.timeZone());
        }
        ColourChange colours = change.colours() == null ? ColourChange.NONE : change.colours();
        tx.handle()
                .createUpdate(
                        """
                        UPDATE provider SET name = coalesce(:name, name),
                            web_address = coalesce(:webAddress, web_address),
                            time_zone = coalesce(:timeZone, time_zone),
                            void_limit = coalesce(:voidLimit, void_limit),
                            activation_limit = coalesce(:activationLimit, activation_limit),
                            proof_approval = coalesce(:proofApproval, proof_approval),
                            colour_dark = coalesce(:dark, colour_dark),
                            colour_main = coalesce(:main, colour_main),
                            colour_bright = coalesce(:bright, colour_bright),
                            colour_accent = coalesce(:accent, colour_accent),
                            colour_light = coalesce(:light, colour_light)
                        WHERE id = :provider
                        """)
                .bind("name", change.name())
                .bind("webAddress", change.webAddress())
                .bind("timeZone", change.timeZone())
                .bind("voidLimit", change.voidLimit())
                .bind("activationLimit", change.activationLimit())
                .bind("proofApproval", change.proofApproval())
                .bind("dark", colours.dark())
                .bind("main", colours.main())
                .bind("bright", colours.bright())
                .bind("accent", colours.accent())
                .bind("light", colours.light())
                .bind("provider", tx.provider())
                .execute();
        tx.forget(Provider.class, tx.provider());
    }

    /** Keeps until when the calendar had another zone than this, so that what was dated stays so. */
    private void keepZone(String next) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO past_time_zone (provider_id, until, time_zone)
                        SELECT id, greatest(:now, (SELECT max(until) FROM past_time_zone WHERE provider_id = :provider)), time_zone
                        FROM provider WHERE id = :provider AND time_zone <> :next FOR UPDATE
                        ON CONFLICT DO NOTHING
                        """)
                .bind("now", tx.now())
                .bind("next", next)
                .bind("provider", tx.provider())
                .execute();
        tx.forget(Zones.class, tx.provider());
    }

    /** The zones that the calendar had, each by the first moment of the one after it. */
    Map<Instant, ZoneId> pastZones() {
        return tx.handle()
                .createQuery(
                        "SELECT until, time_zone FROM past_time_zone WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                Map.entry(
                                        Instants.of(row, "until"),
                                        ZoneId.of(row.getString("time_zone"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Optional<Provider> find(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT " + COLUMNS + " FROM provider WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> provider(row))
                .findOne();
    }

    boolean hidesFirstSteps() {
        return tx.handle()
                .createQuery(
                        "SELECT first_steps_hidden_at IS NOT NULL FROM provider WHERE id ="
                                + " :provider")
                .bind("provider", tx.provider())
                .mapTo(Boolean.class)
                .one();
    }

    void hideFirstSteps() {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE provider SET first_steps_hidden_at = :now
                        WHERE id = :provider AND first_steps_hidden_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .execute();
    }

    boolean none() {
        return tx.handle()
                .createQuery("SELECT NOT EXISTS (SELECT FROM provider)")
                .mapTo(Boolean.class)
                .one();
    }

    List<Provider> all() {
        return tx.handle()
                .createQuery(
                        "SELECT " + COLUMNS + " FROM provider ORDER BY id")
                .map((row, context) -> provider(row))
                .list();
    }

    private static Provider provider(ResultSet row) throws SQLException {
        return new Provider(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("web_address"),
                ZoneId.of(row.getString("time_zone")),
                Currency.getInstance(row.getString("currency")),
                row.getInt("void_limit"),
                row.getInt("activation_limit"),
                row.getBoolean("proof_approval"),
                new Palette(
                        row.getString("colour_dark"),
                        row.getString("colour_main"),
                        row.getString("colour_bright"),
                        row.getString("colour_accent"),
                        row.getString("colour_light")));
    }
}

package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.SpotColours;
import io.counterfoil.printing.pdf.OutputCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/** Bureaus, and which run goes to which. */
final class BureauRepository {
    private static final String SELECT =
            """
            SELECT id, name, public_key, key_fingerprint, key_owner, key_expires_at, bleed_mm, safe_mm, slug_mm, crop_marks,
                   cut_contour, scratch_panel, output_condition, icc_profile, data_format, spare_percent
            FROM bureau
            WHERE provider_id = :provider
            """;

    private final Tx tx;

    BureauRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if there is a bureau of this name already. */
    boolean insert(Bureau bureau) {
        return bind(
                                tx.handle()
                                        .createUpdate(
                                                """
                                                INSERT INTO bureau (provider_id, id, name, public_key, key_fingerprint, key_owner,
                                                    key_expires_at, bleed_mm, safe_mm, slug_mm, crop_marks, cut_contour, scratch_panel,
                                                    output_condition, icc_profile, data_format, spare_percent, created_at)
                                                VALUES (:provider, :id, :name, :publicKey, :fingerprint, :owner,
                                                    :expiresAt, :bleed, :safe, :slug, :cropMarks, :cutContour, :scratchPanel,
                                                    :condition, :icc, :format, :spares, :now)
                                                ON CONFLICT DO NOTHING
                                                """),
                                bureau)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** False if another bureau has this name. */
    boolean update(Bureau bureau) {
        return bind(
                                tx.handle()
                                        .createUpdate(
                                                """
                                                UPDATE bureau
                                                SET name = :name, public_key = :publicKey, key_fingerprint = :fingerprint,
                                                    key_owner = :owner, key_expires_at = :expiresAt, bleed_mm = :bleed, safe_mm = :safe,
                                                    slug_mm = :slug, crop_marks = :cropMarks, cut_contour = :cutContour,
                                                    scratch_panel = :scratchPanel, output_condition = :condition, icc_profile = :icc,
                                                    data_format = :format, spare_percent = :spares
                                                WHERE provider_id = :provider AND id = :id AND NOT EXISTS (
                                                    SELECT FROM bureau AS other WHERE other.provider_id = :provider
                                                        AND other.name = :name AND other.id <> :id AND other.removed_at IS NULL)
                                                """),
                                bureau)
                        .execute()
                == 1;
    }

    private <S extends SqlStatement<S>> S bind(S statement, Bureau bureau) {
        BureauProfile profile = bureau.profile();
        return statement
                .bind("provider", tx.provider())
                .bind("id", bureau.id())
                .bind("name", bureau.name())
                .bind("publicKey", bureau.key().armoured())
                .bind("fingerprint", bureau.key().fingerprint())
                .bind("owner", bureau.key().owner())
                .bind("expiresAt", bureau.key().expiresAt())
                .bind("bleed", profile.bleedMm())
                .bind("safe", profile.safeMm())
                .bind("slug", profile.slugMm())
                .bind("cropMarks", profile.cropMarks())
                .bind("cutContour", profile.spots().cutContour())
                .bind("scratchPanel", profile.spots().scratchPanel())
                .bind("condition", profile.outputCondition().map(OutputCondition::identifier).orElse(null))
                .bind("icc", profile.outputCondition().map(OutputCondition::iccProfile).orElse(null))
                .bind("format", bureau.dataFormat().label())
                .bind("spares", bureau.sparePercent());
    }

    /** A bureau that isn't deleted. */
    Optional<Bureau> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + " AND id = :id AND removed_at IS NULL")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> bureau(row))
                .findOne();
    }

    /** A bureau that was there once, deleted or not. */
    Bureau known(UUID id) {
        return tx.handle()
                .createQuery(SELECT + " AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> bureau(row))
                .one();
    }

    /** The same, and nobody else changes or deletes it until the transaction ends. */
    Optional<Bureau> lock(UUID id) {
        return tx.handle()
                .createQuery(SELECT + " AND id = :id AND removed_at IS NULL FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> bureau(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Bureau> list(Listing listing) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                 AND removed_at IS NULL AND (:after::uuid IS NULL OR id < :after)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> bureau(row))
                .list();
    }

    /** False if a run that is not over yet goes to it. */
    boolean remove(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE bureau SET removed_at = :now
                                WHERE provider_id = :provider AND id = :id AND removed_at IS NULL AND NOT EXISTS (
                                    SELECT FROM print_run_bureau JOIN print_run
                                        ON print_run.provider_id = print_run_bureau.provider_id AND print_run.id = run_id
                                    WHERE print_run_bureau.provider_id = :provider AND bureau_id = :id
                                        AND state NOT IN ('closed', 'failed', 'cancelled'))
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Notes that a run goes to a bureau, with the bureau's wishes as they are now. */
    void assign(UUID run, UUID bureau) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO print_run_bureau (provider_id, run_id, bureau_id, bleed_mm, safe_mm, slug_mm, crop_marks,
                                                      cut_contour, scratch_panel, output_condition, icc_profile, data_format)
                        SELECT provider_id, :run, id, bleed_mm, safe_mm, slug_mm, crop_marks,
                               cut_contour, scratch_panel, output_condition, icc_profile, data_format
                        FROM bureau WHERE provider_id = :provider AND id = :bureau
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .bind("bureau", bureau)
                .execute();
    }

    /** Nobody else sends the package of this run or makes a link to it until the transaction ends. */
    void lockRun(UUID run) {
        tx.handle()
                .createQuery(
                        """
                        SELECT run_id FROM print_run_bureau
                        WHERE provider_id = :provider AND run_id = :run FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The number of the first run that goes to a bureau and is not over yet. */
    Optional<Integer> openRun(UUID bureau) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT number FROM print_run_bureau JOIN print_run
                            ON print_run.provider_id = print_run_bureau.provider_id AND print_run.id = run_id
                        WHERE print_run_bureau.provider_id = :provider AND bureau_id = :bureau
                            AND state NOT IN ('closed', 'failed', 'cancelled')
                        ORDER BY number LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("bureau", bureau)
                .mapTo(Integer.class)
                .findOne();
    }

    /** Where a run goes, and what was agreed when it was ordered. */
    Optional<BureauOfRun> ofRun(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT bureau_id, bureau.name, b.bleed_mm, b.safe_mm, b.slug_mm, b.crop_marks, b.cut_contour,
                               b.scratch_panel, b.output_condition, b.icc_profile, b.data_format
                        FROM print_run_bureau AS b
                             JOIN bureau ON bureau.provider_id = b.provider_id AND bureau.id = bureau_id
                        WHERE b.provider_id = :provider AND run_id = :run
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map(
                        (row, context) ->
                                new BureauOfRun(
                                        row.getObject("bureau_id", UUID.class),
                                        row.getString("name"),
                                        profile(row),
                                        DataFormat.of(row.getString("data_format"))))
                .findOne();
    }

    private static Bureau bureau(ResultSet row) throws SQLException {
        Instant end = Instants.ofNullable(row, "key_expires_at");
        return new Bureau(
                row.getObject("id", UUID.class),
                row.getString("name"),
                new Bureau.Key(
                        row.getString("public_key"),
                        row.getString("key_fingerprint"),
                        row.getString("key_owner"),
                        end),
                profile(row),
                DataFormat.of(row.getString("data_format")),
                row.getInt("spare_percent"));
    }

    private static BureauProfile profile(ResultSet row) throws SQLException {
        String condition = row.getString("output_condition");
        return new BureauProfile(
                row.getDouble("bleed_mm"),
                row.getDouble("safe_mm"),
                row.getDouble("slug_mm"),
                row.getBoolean("crop_marks"),
                new SpotColours(row.getString("cut_contour"), row.getString("scratch_panel")),
                condition == null
                        ? Optional.empty()
                        : Optional.of(new OutputCondition(condition, row.getBytes("icc_profile"))));
    }
}

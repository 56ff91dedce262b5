package io.counterfoil.printing.printers;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

final class PrinterRepository {
    private static final String SELECT =
            """
            SELECT id, name, dpi, offset_x_mm, offset_y_mm, scale_x, scale_y,
                back_offset_x_mm, back_offset_y_mm, back_scale_x, back_scale_y
            FROM printer
            WHERE provider_id = :provider
            """;

    private final Tx tx;

    PrinterRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(NamedPrinter printer) {
        bind(
                        tx.handle()
                                .createUpdate(
                                        """
                                        INSERT INTO printer (provider_id, id, name, dpi, offset_x_mm, offset_y_mm, scale_x, scale_y,
                                            back_offset_x_mm, back_offset_y_mm, back_scale_x, back_scale_y, created_at)
                                        VALUES (:provider, :id, :name, :dpi, :offsetX, :offsetY, :scaleX, :scaleY,
                                            :backOffsetX, :backOffsetY, :backScaleX, :backScaleY, :now)
                                        """),
                        printer)
                .bind("now", tx.now())
                .execute();
    }

    void update(NamedPrinter printer) {
        bind(
                        tx.handle()
                                .createUpdate(
                                        """
                                        UPDATE printer SET name = :name, dpi = :dpi, offset_x_mm = :offsetX, offset_y_mm = :offsetY,
                                            scale_x = :scaleX, scale_y = :scaleY,
                                            back_offset_x_mm = :backOffsetX, back_offset_y_mm = :backOffsetY,
                                            back_scale_x = :backScaleX, back_scale_y = :backScaleY
                                        WHERE provider_id = :provider AND id = :id
                                        """),
                        printer)
                .execute();
    }

    private <T extends SqlStatement<T>> T bind(T statement, NamedPrinter printer) {
        return statement
                .bind("provider", tx.provider())
                .bind("id", printer.id())
                .bind("name", printer.name())
                .bind("dpi", printer.dpi())
                .bind("offsetX", printer.offsetXMm())
                .bind("offsetY", printer.offsetYMm())
                .bind("scaleX", printer.scaleX())
                .bind("scaleY", printer.scaleY())
                .bind("backOffsetX", printer.back().offsetXMm())
                .bind("backOffsetY", printer.back().offsetYMm())
                .bind("backScaleX", printer.back().scaleX())
                .bind("backScaleY", printer.back().scaleY());
    }

    /** False if there is no such printer. */
    boolean delete(UUID id) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM printer WHERE provider_id = :provider AND id = :id")
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    Optional<NamedPrinter> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + "AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> printer(row))
                .findOne();
    }

    /** The same, and nobody else changes it meanwhile. */
    Optional<NamedPrinter> lock(UUID id) {
        return tx.handle()
                .createQuery(SELECT + "AND id = :id FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> printer(row))
                .findOne();
    }

    /** All of the provider's, by name. */
    List<NamedPrinter> list() {
        return tx.handle()
                .createQuery(SELECT + "ORDER BY name, id")
                .bind("provider", tx.provider())
                .map((row, context) -> printer(row))
                .list();
    }

    private static NamedPrinter printer(ResultSet row) throws SQLException {
        return new NamedPrinter(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getInt("dpi"),
                row.getDouble("offset_x_mm"),
                row.getDouble("offset_y_mm"),
                row.getDouble("scale_x"),
                row.getDouble("scale_y"),
                new BackNumbers(
                        row.getObject("back_offset_x_mm", Double.class),
                        row.getObject("back_offset_y_mm", Double.class),
                        row.getObject("back_scale_x", Double.class),
                        row.getObject("back_scale_y", Double.class)));
    }
}

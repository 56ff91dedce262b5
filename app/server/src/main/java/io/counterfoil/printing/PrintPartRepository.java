package io.counterfoil.printing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.layout.Correction;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Printer;
import io.counterfoil.printing.templates.OwnTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of runs; they are read together with their run. */
final class PrintPartRepository {
    /** A column of {@code print_run}: its parts in order, as JSON. */
    static final String COLUMN =
            """
            (SELECT json_agg(print_part ORDER BY position) FROM print_part
             WHERE print_part.provider_id = print_run.provider_id AND run_id = id) AS parts
            """;

    private static final ObjectMapper JSON = Json.mapper();

    private final Tx tx;

    PrintPartRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(PrintRun run) {
        for (int position = 0; position < run.parts().size(); position++) {
            PrintPart part = run.parts().get(position);
            Placing placing = part.placing();
            Printer printer = part.printer();
            tx.handle()
                    .createUpdate(
                            """
                            INSERT INTO print_part (provider_id, run_id, position, layout, sheet,
                                first_label, label_order, flip, slips,
                                printer_name, dpi, offset_x_mm, offset_y_mm, scale_x, scale_y,
                                back_offset_x_mm, back_offset_y_mm, back_scale_x, back_scale_y)
                            VALUES (:provider, :run, :position, :layout, :sheet,
                                :start, :order, :flip, :slips,
                                :printer, :dpi, :offsetX, :offsetY, :scaleX, :scaleY,
                                :backOffsetX, :backOffsetY, :backScaleX, :backScaleY)
                            """)
                    .bind("provider", run.provider())
                    .bind("run", run.id())
                    .bind("position", position)
                    .bind("layout", part.layout())
                    .bind("sheet", part.sheet())
                    .bind("start", placing.start())
                    .bind("order", label(placing.order()))
                    .bind("flip", label(placing.flip()))
                    .bind("slips", placing.slips())
                    .bind("printer", part.printerName())
                    .bind("dpi", printer.dpi())
                    .bind("offsetX", printer.front().offsetXMm())
                    .bind("offsetY", printer.front().offsetYMm())
                    .bind("scaleX", printer.front().scaleX())
                    .bind("scaleY", printer.front().scaleY())
                    .bind("backOffsetX", printer.back().offsetXMm())
                    .bind("backOffsetY", printer.back().offsetYMm())
                    .bind("backScaleX", printer.back().scaleX())
                    .bind("backScaleY", printer.back().scaleY())
                    .execute();
        }
    }

    /** The parts in a {@link #COLUMN}. */
    static List<PrintPart> parts(String json) {
        try {
            List<PrintPart> parts = new ArrayList<>();
            for (JsonNode row : JSON.readTree(json)) {
                parts.add(part(row));
            }
            return parts;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database writes JSON", e);
        }
    }

    /** The number of a run that is not counted in and has a part in it; empty if none has. */
    Optional<Integer> openRun(OwnTemplates.Kind kind, String name) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT run.number FROM print_run run
                        JOIN print_part part ON part.provider_id = run.provider_id AND part.run_id = run.id
                        WHERE run.state NOT IN ('closed', 'failed', 'cancelled')
                        AND CASE :kind WHEN 'layout' THEN part.layout ELSE part.sheet END = :name
                        ORDER BY run.number LIMIT 1
                        """)
                .bind("kind", kind.label())
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
    }

    private static PrintPart part(JsonNode row) {
        return new PrintPart(
                row.get("layout").textValue(),
                row.get("sheet").textValue(),
                new Placing(
                        row.get("first_label").intValue(),
                        Placing.Order.valueOf(upper(row.get("label_order"))),
                        Placing.Flip.valueOf(upper(row.get("flip"))),
                        row.get("slips").booleanValue()),
                new Printer(
                        row.get("dpi").intValue(), correction(row, ""), correction(row, "back_")),
                row.get("printer_name").textValue());
    }

    private static Correction correction(JsonNode row, String side) {
        return new Correction(
                row.get(side + "offset_x_mm").doubleValue(),
                row.get(side + "offset_y_mm").doubleValue(),
                row.get(side + "scale_x").doubleValue(),
                row.get(side + "scale_y").doubleValue());
    }

    /** A constant's name in the database and in the API. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(JsonNode label) {
        return label.textValue().toUpperCase(Locale.ROOT);
    }
}

package io.counterfoil.console.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Tx;
import java.util.Optional;

/** Keeps what was counted last. */
final class FigureRepository {
    private static final ObjectMapper JSON = Json.mapper();

    private final Tx tx;

    FigureRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<Figures> find() {
        return tx.handle()
                .createQuery("SELECT figures FROM console_figures WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map((row, context) -> read(row.getString("figures")))
                .findOne();
    }

    void put(Figures figures) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO console_figures (provider_id, counted_at, figures)
                        VALUES (:provider, :at, CAST(:figures AS jsonb))
                        ON CONFLICT (provider_id) DO UPDATE SET counted_at = excluded.counted_at, figures = excluded.figures
                        """)
                .bind("provider", tx.provider())
                .bind("at", figures.countedAt())
                .bind("figures", written(figures))
                .execute();
    }

    private static Figures read(String json) {
        try {
            return JSON.readValue(json, Figures.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the figures that were kept can't be read", e);
        }
    }

    private static String written(Figures figures) {
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.counterfoil.console.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Tx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was counted last. */
final class FigureRepository {
    private static final Logger LOG = LoggerFactory.getLogger(FigureRepository.class);
    private static final ObjectMapper JSON = Json.mapper();

    private final Tx tx;

    FigureRepository(Tx tx) {
        this.tx = tx;
    }

    /** Empty where nothing was counted yet, or other figures than are shown now. */
    Optional<Figures> find() {
        return tx.handle()
                .createQuery("SELECT figures FROM console_figures WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .mapTo(String.class)
                .findOne()
                .flatMap(FigureRepository::read);
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

    private static Optional<Figures> read(String json) {
        try {
            return Optional.of(JSON.readValue(json, Figures.class));
        } catch (JsonProcessingException e) {
            LOG.info("the figures were kept by another version and are counted again", e);
            return Optional.empty();
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

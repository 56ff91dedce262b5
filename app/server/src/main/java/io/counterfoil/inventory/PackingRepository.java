package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How cartons are made of items. */
final class PackingRepository {
    private final Tx tx;

    PackingRepository(Tx tx) {
        this.tx = tx;
    }

    /** A carton that is about to be made. */
    record New(UUID id, Box box, int items) {}

    /** Neighbouring items that go into one carton. */
    record Filling(SerialRange range, int items) {}

    /** Numbers of cartons that nobody had. */
    List<Long> nextNumbers(int count) {
        return tx.handle()
                .createQuery("SELECT nextval('carton_number') FROM generate_series(1, :count)")
                .bind("count", count)
                .mapTo(Long.class)
                .list();
    }

    /**
     * Which items go into which carton, in order: those of the range that are printed, so many for
     * each.
     */
    List<Filling> fillings(SerialRange range, int perCarton) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(serial) AS from_serial, max(serial) AS to_serial, count(*) AS items
                        FROM (SELECT serial, (row_number() OVER (ORDER BY serial) - 1) / :each AS place FROM serial_item
                              WHERE serial BETWEEN :first AND :last AND state = 'printed') AS printed
                        GROUP BY place ORDER BY place
                        """)
                .bind("each", perCarton)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .map((row, context) -> new Filling(CartonRepository.range(row), row.getInt("items")))
                .list();
    }

    /** The serials of a run, if it has any. */
    Optional<SerialRange> ofRun(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(serial) AS from_serial, max(serial) AS to_serial FROM serial_item
                        WHERE provider_id = :provider AND run_id = :run HAVING count(*) > 0
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map((row, context) -> CartonRepository.range(row))
                .findOne();
    }

    /** Makes cartons of what is printed, or of what a shipment has, between their ends. */
    void insert(List<New> cartons, @Nullable UUID packing, @Nullable UUID shipment) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO carton (provider_id, id, sscc, packing_id, shipment_id, from_serial, to_serial, items, packed_at, serials)
                        SELECT :provider, id, sscc, :packing, :shipment, first, last, items, :now, (
                            SELECT range_agg(int8range(serial / 10, serial / 10, '[]')) FROM serial_item
                            WHERE serial BETWEEN first AND last
                              AND CASE WHEN :shipment::uuid IS NULL THEN state = 'printed' ELSE shipment_id = :shipment END)
                        FROM unnest(:ids, :ssccs, :firsts, :lasts, :items) AS new (id, sscc, first, last, items)
                        """)
                .bind("provider", tx.provider())
                .bind("packing", packing)
                .bind("shipment", shipment)
                .bind("now", tx.now())
                .bindArray("ids", UUID.class, cartons.stream().map(New::id).toList())
                .bindArray(
                        "ssccs",
                        String.class,
                        cartons.stream().map(carton -> carton.box().sscc()).toList())
                .bindArray(
                        "firsts",
                        Long.class,
                        cartons.stream()
                                .map(carton -> carton.box().range().first().value())
                                .toList())
                .bindArray(
                        "lasts",
                        Long.class,
                        cartons.stream()
                                .map(carton -> carton.box().range().last().value())
                                .toList())
                .bindArray("items", Integer.class, cartons.stream().map(New::items).toList())
                .execute();
    }

    /**
     * How many items of a range can't be packed, by state; "on hold" for held ones, and those that
     * customers brought back apart.
     */
    Map<String, Integer> notLoose(SerialRange range) {
        return ItemMoveRepository.counts(
                tx.handle()
                        .createQuery(
                                """
                                SELECT %s AS state, count(*) AS items FROM serial_item
                                WHERE serial BETWEEN :first AND :last AND NOT (state = 'printed' AND hold IS NULL AND NOT taken_back)
                                GROUP BY 1
                                """
                                        .formatted(ItemMoveRepository.WHY_NOT_LOOSE))
                        .bind("first", range.first().value())
                        .bind("last", range.last().value()));
    }
}

package io.counterfoil.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item and everything that happened to it, from the press to the disk.
 *
 * @param serial its serial number
 * @param state where it stands
 * @param product what it sells
 * @param printRun the id of the run that made it
 * @param retailer in whose custody it is; null: the provider's
 * @param outlet in which shop
 * @param hold why it may be neither sold nor redeemed for now; null: no hold
 * @param account the account that its code opened or extended; null: not redeemed
 * @param node the storage node on which that account stands
 * @param events what happened, the oldest first
 */
public record Trace(
        String serial,
        String state,
        @Nullable Sold product,
        UUID printRun,
        @Nullable UUID retailer,
        @Nullable UUID outlet,
        @Nullable String hold,
        @Nullable UUID account,
        @Nullable String node,
        List<Happened> events) {

    /**
     * What an item sells.
     *
     * @param id the product's id
     * @param sku the provider's own number for it
     * @param name as customers read it
     */
    public record Sold(UUID id, String sku, String name) {}

    /**
     * One thing that happened, to the item or to a range that it is in.
     *
     * @param at when
     * @param type what: {@code minted}, {@code counted_in}, {@code activated}, …
     * @param actor who did it
     * @param subject to what: {@code item:…}, {@code run:…} or {@code shipment:…}
     * @param state where the item stood after it
     * @param facts the facts of this kind of event
     */
    public record Happened(
            Instant at, String type, String actor, String subject, String state, JsonNode facts) {}
}

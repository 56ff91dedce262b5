package io.counterfoil.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.platform.Amount;
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
 * @param bytes how much the account has stored there; null: no account, or the node has not said yet
 * @param printed where its parts lie among the sheets of the run
 * @param carton the number on the carton that it was last packed or sent in; null: in none, or it was
 *     taken out
 * @param money what it came to between provider and retailers, and on which statement that is
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
        @Nullable Long bytes,
        List<OnSheet> printed,
        @Nullable String carton,
        List<Brought> money,
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

    /**
     * Where one part of an item was printed.
     *
     * @param file the file of the run that has it
     * @param sheet which sheet of that file, counted from 1
     * @param label which label of the sheet, row by row, counted from 1
     */
    public record OnSheet(String file, int sheet, int label) {}

    /**
     * What an item came to.
     *
     * @param kind {@code sale}, {@code shipment}, {@code bounty}, {@code claw_back}, …
     * @param retailer between whom and the provider
     * @param price what the customer paid
     * @param commission what the shop keeps of that, or gets
     * @param amount what the retailer owes for it; below zero, the provider owes it
     * @param soldAt when the shop sold it, where it told so later; null: when it accrued
     * @param undoneAt when it was withdrawn before any statement had it; null: it stands
     * @param statement the statement that has it; null: none yet
     * @param line its line there
     */
    public record Brought(
            String kind,
            UUID retailer,
            Amount price,
            Amount commission,
            Amount amount,
            Instant accruedAt,
            @Nullable Instant soldAt,
            @Nullable Instant undoneAt,
            @Nullable Long statement,
            @Nullable Integer line) {}
}

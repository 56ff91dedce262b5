package io.counterfoil.platform;

import java.util.UUID;

/**
 * What an event happened to; each subject has a hash chain of its own.
 *
 * @param type {@code run}, {@code packing}, {@code shipment}, {@code voiding}, {@code hold}, {@code loss},
 *     {@code return}, {@code item}, {@code account} or {@code statement}
 * @param id its id or serial number
 */
public record Subject(String type, String id) {

    /** A print run. */
    public static Subject run(UUID id) {
        return new Subject("run", id.toString());
    }

    /** Items being packed into cartons, or one carton being opened. */
    public static Subject packing(UUID id) {
        return new Subject("packing", id.toString());
    }

    /** A shipment with its cartons. */
    public static Subject shipment(UUID id) {
        return new Subject("shipment", id.toString());
    }

    /** A range of items being voided or found spoiled; it happens once, so that its chain has one event. */
    public static Subject voiding(UUID id) {
        return new Subject("voiding", id.toString());
    }

    /**
     * A range of items being held or released; it happens once, so that its chain has one event.
     */
    public static Subject hold(UUID id) {
        return new Subject("hold", id.toString());
    }

    /**
     * A range of items being lost, stolen or found; it happens once, so that its chain has one
     * event.
     */
    public static Subject loss(UUID id) {
        return new Subject("loss", id.toString());
    }

    /** Items on their way back from a shop to the provider. */
    public static Subject stockReturn(UUID id) {
        return new Subject("return", id.toString());
    }

    /** A single item, by its serial number. */
    public static Subject item(long serial) {
        return new Subject("item", Long.toString(serial));
    }

    /** An account. */
    public static Subject account(UUID id) {
        return new Subject("account", id.toString());
    }

    /** A statement; it is closed once, so that its chain has one event. */
    public static Subject statement(UUID id) {
        return new Subject("statement", id.toString());
    }
}

package io.counterfoil.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Event;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as the fold needs it, its facts read once for all the items that it covers.
 *
 * @param type one of {@link ItemEvents}, or another one that moves no item
 * @param subject the id of the run, shipment, voiding or item that it happened to
 * @param onItem whether it happened to a single item
 * @param serials the only serials that it means, if it doesn't mean all that it covers
 * @param takenAlong whether a sale, or a customer who brought it back, took the item to its outlet,
 *     out of that of another one
 * @param soldWithoutTill whether what a release frees in an outlet's stock is sold by that
 * @param untilFound whether what a release names stays on hold until it is found
 * @param onlyUnsold whether a hold leaves out what customers have bought
 * @param about the position of the event that a note is about; 0: it is no note
 */
record ItemEvent(
        String type,
        String subject,
        boolean onItem,
        SerialSet spoiled,
        SerialSet missing,
        Optional<SerialSet> serials,
        Optional<UUID> retailer,
        Optional<UUID> outlet,
        Optional<String> reason,
        boolean takenAlong,
        boolean soldWithoutTill,
        boolean untilFound,
        boolean onlyUnsold,
        long about) {

    static ItemEvent of(Event event) {
        return of(
                event.type(),
                event.subject().id(),
                event.subject().type().equals("item"),
                event.data());
    }

    static ItemEvent of(String type, String subject, boolean onItem, JsonNode facts) {
        return new ItemEvent(
                type,
                subject,
                onItem,
                ItemEvents.serials(facts.path(ItemEvents.SPOILED)),
                ItemEvents.serials(facts.path(ItemEvents.MISSING)),
                facts.has(ItemEvents.SERIALS)
                        ? Optional.of(ItemEvents.serials(facts.path(ItemEvents.SERIALS)))
                        : Optional.empty(),
                id(facts.path(ItemEvents.RETAILER)),
                id(facts.path(ItemEvents.OUTLET)),
                Optional.ofNullable(facts.path(ItemEvents.REASON).textValue()),
                facts.has(ItemEvents.FROM_OUTLET),
                facts.path(ItemEvents.SOLD_WITHOUT_TILL).asBoolean(false),
                facts.path(ItemEvents.UNTIL_FOUND).asBoolean(false),
                facts.path(ItemEvents.ONLY_UNSOLD).asBoolean(false),
                facts.path(ItemEvents.ABOUT).asLong());
    }

    /** Whether it means this item, of those that it covers. */
    boolean means(long serial) {
        return serials.isEmpty() || serials.get().contains(SerialNumber.ofValue(serial));
    }

    /** Whether it means this item by its number. */
    boolean names(long serial) {
        return serials.isPresent() && means(serial);
    }

    private static Optional<UUID> id(JsonNode text) {
        return text.isTextual() ? Optional.of(UUID.fromString(text.asText())) : Optional.empty();
    }
}

package io.counterfoil.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The names of the events that touch items, and of the facts in them that the fold reads. */
final class ItemEvents {
    /** On the run: its items exist, with codes that the event binds. */
    static final String MINTED = "minted";

    /** On the run: items of it have new codes, which the event binds. */
    static final String REPRINTED = "reprinted";

    /** On the run: every item is in one bucket. */
    static final String COUNTED_IN = "counted_in";

    /** On the run: what was minted is void. */
    static final String CANCELLED = "cancelled";

    /** On the packing: what was printed of the range is in cartons. */
    static final String PACKED = "packed";

    /** On the packing: what was in a carton is loose again. */
    static final String UNPACKED = "unpacked";

    /** On the shipment: what was printed of the range, or the serials it names, is on its way. */
    static final String SHIPPED = "shipped";

    /** On the shipment: what was on its way, or the serials it names, is in the outlet's stock. */
    static final String RECEIVED = "received";

    /** On the shipment: what is still on its way of the range is held as missing. */
    static final String SHORT = "short";

    /** On the shipment (sold without a till) or the item (sold by one). */
    static final String ACTIVATED = "activated";

    /** On the item: the till undid the sale. */
    static final String REVERSED = "reversed";

    /** On the item: the customer brought it back to the shop. */
    static final String TAKEN_BACK = "taken_back";

    /** On the item: the customer spent the code. */
    static final String REDEEMED = "redeemed";

    /** On the voiding: what could be voided of the range is. */
    static final String VOIDED = "voided";

    /**
     * On the voiding: what the provider had in stock of the range is spoiled. In a count-in: the
     * items that went wrong.
     */
    static final String SPOILED = "spoiled";

    /**
     * On the loss: what it names of the range is lost, and held; all that was on its way or in a shop,
     * if it names nothing, as events before did. On the return: what it names was lost on its way back,
     * and is no part of it any more.
     */
    static final String LOST = "lost";

    /** On the loss: the same for what was stolen. */
    static final String STOLEN = "stolen";

    /**
     * On the loss: what was lost or stolen of the range is in its shop again (and sold, if it needs
     * no till), and what the count-in missed is in the provider's stock.
     */
    static final String FOUND = "found";

    /** On the return: what it names is on its way back to the provider. */
    static final String SENT_BACK = "sent_back";

    /** On the return: what it names was counted, and is in the provider's stock again. */
    static final String RESTOCKED = "restocked";

    /** On the return: what it names was counted, and is destroyed. */
    static final String DESTROYED = "destroyed";
    /** On the run: what was counted in of the range and not redeemed is past its last day. */
    static final String EXPIRED = "expired";

    /**
     * On the hold: what it names of the range may be neither sold nor redeemed for now; all that
     * still could be, if it names nothing, as events before did.
     */
    static final String HELD = "held";

    /**
     * On the hold: what it names of the range, or all that people held, goes on as before; what is in an outlet's stock and
     * needs no till is sold now, because its receipt could not do it.
     */
    static final String RELEASED = "released";

    static final String MISSING = "missing";
    static final String SERIALS = "serials";
    static final String SSCC = "sscc";
    static final String RETAILER = "retailer";
    static final String OUTLET = "outlet";

    /**
     * In a sale at another outlet's till than that of the outlet which had the item, and in a
     * customer's return to another outlet than the one that sold it: the one that had it. Versions
     * before left it there.
     */
    static final String FROM_OUTLET = "from_outlet";

    static final String REASON = "reason";
    static final String REVISION = "revision";
    static final String DIGEST = "digest";

    /** In a note: the position of the event that it is about. */
    static final String ABOUT = "about";

    /** In a hold that names nothing: what customers have bought is left out. */
    static final String ONLY_UNSOLD = "only_unsold";

    /**
     * In a release: what it brings into an outlet's stock is sold without a till. So it was in finds,
     * before that got an event of its own.
     */
    static final String SOLD_WITHOUT_TILL = "sold_without_till";

    /**
     * In a release: what it names is not there, and is held until it is found. Versions before freed
     * it.
     */
    static final String UNTIL_FOUND = "until_found";

    /** The hold of what did not arrive with its shipment. */
    static final String HELD_AS_MISSING = "missing";

    /** Holds that end with what they are about: the items arrive, or are found. */
    static final Set<String> HELD_UNTIL_FOUND = Set.of(HELD_AS_MISSING, LOST, STOLEN);

    /** Those that move the items of a range, each under a condition of its own. */
    static final Set<String> OF_RANGES =
            Set.of(
                    COUNTED_IN,
                    CANCELLED,
                    SHIPPED,
                    RECEIVED,
                    SHORT,
                    ACTIVATED,
                    VOIDED,
                    SPOILED,
                    LOST,
                    STOLEN,
                    FOUND,
                    SENT_BACK,
                    RESTOCKED,
                    DESTROYED,
                    EXPIRED,
                    HELD,
                    RELEASED);

    /** Those that move nothing, but say in which box the printed items of a range are. */
    static final Set<String> OF_CARTONS = Set.of(PACKED, UNPACKED);

    private ItemEvents() {}

    /** Serials as a fact of an event: single ones, and pairs of the first and the last of more. */
    static List<Object> facts(SerialSet serials) {
        return serials.ranges()
                .<Object>map(
                        range ->
                                range.size() == 1
                                        ? range.first().value()
                                        : List.of(range.first().value(), range.last().value()))
                .toList();
    }

    /** What {@link #facts} wrote; versions before it wrote single ones only. */
    static SerialSet serials(JsonNode facts) {
        List<SerialRange> ranges = new ArrayList<>();
        for (JsonNode fact : facts) {
            JsonNode first = fact.isArray() ? fact.path(0) : fact;
            JsonNode last = fact.isArray() ? fact.path(1) : fact;
            ranges.add(
                    SerialRange.ofValues(first.longValue(), last.longValue()));
        }
        return SerialSet.of(ranges);
    }
}

package io.counterfoil.activation;

import io.counterfoil.access.Providers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.inventory.Cartons;
import io.counterfoil.inventory.Holds;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.RetailerNews;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Raised when somebody has the code of an item that no till has sold: its carton may have been
 * opened. The shop is told, by a mail a day at most for each carton, and the second item of the same
 * carton holds what of it is not sold until the provider has looked, which is told too; what
 * customers have bought stays theirs. Of an item that a customer brought back the shop has a case and
 * no more: its buyer knows the code, or does not know that somebody took it back.
 */
public final class TamperAlarm {
    /** How many items of a carton hold it. */
    private static final int ITEMS = 2;

    /** Within this time. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private static final String REASON = "codes of this carton were tried before they were sold";
    private static final Set<ItemState> UNSOLD = Set.of(ItemState.SHIPPED, ItemState.RECEIVED);

    /** A shop has it, sends it back, or has it again after it was lost. */
    private static final Set<ItemState> BROUGHT_BACK =
            Set.of(ItemState.RETURNED, ItemState.LOST, ItemState.RECEIVED);

    private final Items items;
    private final Cartons cartons;
    private final Holds holds;
    private final Cases cases;
    private final RetailerNews news;
    private final Providers providers;

    /**
     * Raised about {@code items}, whose {@code cartons} are held; shops see it as {@code cases}, and
     * hear of it by {@code news} once a day, as the calendar of {@code providers} has it.
     */
    public TamperAlarm(
            Items items,
            Cartons cartons,
            Holds holds,
            Cases cases,
            RetailerNews news,
            Providers providers) {
        this.items = items;
        this.cartons = cartons;
        this.holds = holds;
        this.cases = cases;
        this.news = news;
        this.providers = providers;
    }

    /**
     * Items of one carton, or one that is in none.
     *
     * @param carton its SSCC, or null
     */
    private record Place(SerialSet serials, @Nullable String carton) {}

    /**
     * The items of each carton, whichever of its retailer's outlets they are in; those that are in
     * none; and those that no shop has.
     */
    public Collection<List<SerialNumber>> together(Tx tx, List<SerialNumber> serials) {
        return serials.stream()
                .collect(
                        Collectors.groupingBy(
                                serial ->
                                        items.find(tx, serial)
                                                .filter(TamperAlarm::isOutside)
                                                .map(item -> place(tx, item)),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    private static boolean isOutside(Item item) {
        return item.outlet() != null && (isUnsold(item) || isBroughtBack(item));
    }

    private static boolean isUnsold(Item item) {
        return UNSOLD.contains(item.state()) && !item.takenBack();
    }

    private static boolean isBroughtBack(Item item) {
        return BROUGHT_BACK.contains(item.state()) && item.takenBack();
    }

    /**
     * Raises it about items, once for each until somebody has looked at it.
     *
     * @param unsold whose codes were tried before they were sold
     * @param takenBack whose codes were tried after customers had brought them back
     */
    public void raise(Tx tx, List<SerialNumber> unsold, List<SerialNumber> takenBack) {
        for (SerialNumber serial : takenBack) {
            items.find(tx, serial)
                    .filter(TamperAlarm::isOutside)
                    .filter(TamperAlarm::isBroughtBack)
                    .ifPresent(item -> open(tx, CaseKind.RETURNED_ATTEMPT, item));
        }
        Map<Place, List<Item>> opened = new LinkedHashMap<>();
        for (SerialNumber serial : unsold) {
            items.find(tx, serial)
                    .filter(TamperAlarm::isOutside)
                    .filter(TamperAlarm::isUnsold)
                    .filter(item -> open(tx, CaseKind.INACTIVE_ATTEMPT, item))
                    .ifPresent(
                            item ->
                                    opened.computeIfAbsent(
                                                    place(tx, item), place -> new ArrayList<>())
                                            .add(item));
        }
        opened.forEach((place, tried) -> raise(tx, place, tried));
    }

    private boolean open(Tx tx, CaseKind kind, Item item) {
        return cases.open(
                tx,
                new Cases.Finding(
                        kind,
                        item.serial().toString(),
                        Objects.requireNonNull(item.retailer()),
                        Objects.requireNonNull(item.outlet()),
                        null,
                        null,
                        item.serial(),
                        null));
    }

    private Place place(Tx tx, Item item) {
        return cartons.around(tx, item.serial())
                .map(carton -> new Place(carton.serials(), carton.sscc()))
                .orElseGet(
                        () ->
                                new Place(
                                        SerialSet.of(
                                                List.of(
                                                        SerialRange.between(
                                                                item.serial(),
                                                                item.serial()))),
                                        null));
    }

    private void raise(Tx tx, Place place, List<Item> tried) {
        CaseRepository repository = new CaseRepository(tx);
        String carton = place.carton();
        boolean held =
                carton != null
                        && repository.attempts(place.serials(), tx.now().minus(WINDOW)) >= ITEMS;
        if (held) {
            holds.holdUnsold(tx, Objects.requireNonNull(carton), REASON);
        }
        boolean heldBefore = tried.stream().allMatch(item -> item.hold() != null);
        boolean firstOfDay =
                repository.attemptsSince(place.serials(), midnight(tx)) == tried.size();
        if ((held && !heldBefore) || firstOfDay) {
            news.tampered(
                    tx,
                    Objects.requireNonNull(tried.getFirst().retailer()),
                    new RetailerNews.Tampering(
                            outlets(tried),
                            tried.stream().map(Item::serial).toList(),
                            held ? Optional.ofNullable(carton) : Optional.empty()));
        }
    }

    private static Set<UUID> outlets(List<Item> tried) {
        return tried.stream()
                .map(item -> Objects.requireNonNull(item.outlet()))
                .collect(Collectors.toSet());
    }

    private Instant midnight(Tx tx) {
        ZoneId zone = providers.of(tx).zone();
        return LocalDate.ofInstant(tx.now(), zone).atStartOfDay(zone).toInstant();
    }
}

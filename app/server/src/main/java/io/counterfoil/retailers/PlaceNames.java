package io.counterfoil.retailers;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What outlets and their retailers are called, looked up once for the rows of a list. */
public final class PlaceNames {
    private final Map<UUID, Place> places;

    private PlaceNames(Map<UUID, Place> places) {
        this.places = places;
    }

    /**
     * An outlet.
     *
     * @param retailer what its retailer is called
     * @param outlet what it is called itself
     */
    record Place(String retailer, String outlet) {}

    /** Those of these outlets that the caller may see. */
    public static PlaceNames of(Tx tx, Collection<UUID> outlets) {
        return new PlaceNames(new RetailerRepository(tx).places(outlets));
    }

    /** What an outlet is called, which was asked for and may be seen. */
    public String outlet(UUID id) {
        return place(id).outlet();
    }

    /** What its retailer is called. */
    public String retailer(UUID id) {
        return place(id).retailer();
    }

    private Place place(UUID id) {
        return Objects.requireNonNull(places.get(id), "an outlet that may not be seen");
    }

    /** What an outlet is called after its retailer; empty if it may not be seen. */
    public Optional<String> whole(UUID id) {
        return Optional.ofNullable(places.get(id))
                .map(place -> place.retailer() + ", " + place.outlet());
    }
}

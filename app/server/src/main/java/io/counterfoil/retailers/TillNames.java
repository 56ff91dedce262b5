package io.counterfoil.retailers;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What terminals and their outlets are called, looked up once for the rows of a list. */
public final class TillNames {
    private final Map<UUID, Till> tills;

    private TillNames(Map<UUID, Till> tills) {
        this.tills = tills;
    }

    /**
     * A terminal.
     *
     * @param terminal what it is called itself
     * @param outlet what its outlet is called
     */
    record Till(String terminal, String outlet) {}

    /** Those of these terminals that the caller may see. */
    public static TillNames of(Tx tx, Collection<UUID> terminals) {
        return new TillNames(new RetailerRepository(tx).tills(terminals));
    }

    /** What a terminal is called, which was asked for and may be seen. */
    public String terminal(UUID id) {
        return till(id).terminal();
    }

    /** What its outlet is called. */
    public String outlet(UUID id) {
        return till(id).outlet();
    }

    private Till till(UUID id) {
        return Objects.requireNonNull(tills.get(id), "a terminal that may not be seen");
    }
}

package io.counterfoil.printing.layout;

import java.util.Locale;
import java.util.Optional;

/** What a text place shows. */
enum Wording {
    /** Fixed words of the layout. */
    CAPTION,
    PROVIDER,
    PRODUCT,
    PRICE,
    TERM,
    WEB_ADDRESS,
    /** The item's serial number. */
    SERIAL,
    /** The item's redemption code. */
    CODE,
    /** The number of a carton (SSCC-18). */
    SSCC,
    /** The first serial number in a carton. */
    SERIAL_FROM,
    /** The last serial number in a carton. */
    SERIAL_TO,
    /** Which serial numbers between the first and the last are not in a carton, in words. */
    WITHOUT,
    /** How many items a carton holds. */
    ITEMS,
    /** Whose shop a carton goes to. */
    RETAILER,
    /** The shop that a carton goes to. */
    OUTLET;

    /**
     * The text that is the same on every item of the job; empty for what only an item can have. An
     * item's own value, where it has one, comes before this.
     */
    Optional<String> of(PrintJob job) {
        return switch (this) {
            case CAPTION -> Optional.of("");
            case PROVIDER -> Optional.of(job.issuer().name());
            case PRODUCT -> Optional.of(job.goods().product());
            case PRICE -> Optional.of(job.goods().price());
            case TERM -> Optional.of(job.goods().term());
            case WEB_ADDRESS -> Optional.of(job.issuer().webAddress());
            case SERIAL, CODE, SSCC, SERIAL_FROM, SERIAL_TO, WITHOUT, ITEMS, RETAILER, OUTLET ->
                    Optional.empty();
        };
    }

    /** Whether a carton has it and an item does not. */
    boolean isOfCartons() {
        return switch (this) {
            case SSCC, SERIAL_FROM, SERIAL_TO, WITHOUT, ITEMS, RETAILER, OUTLET -> true;
            case CAPTION, PROVIDER, PRODUCT, PRICE, TERM, WEB_ADDRESS, SERIAL, CODE -> false;
        };
    }

    /** The place's name in a layout file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

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
    /** The item's serial number; differs from item to item. */
    SERIAL,
    /** The item's redemption code; differs from item to item. */
    CODE;

    /** The text that is the same on every item of the job; empty for serial and code. */
    Optional<String> of(PrintJob job) {
        return switch (this) {
            case CAPTION -> Optional.of("");
            case PROVIDER -> Optional.of(job.issuer().name());
            case PRODUCT -> Optional.of(job.goods().product());
            case PRICE -> Optional.of(job.goods().price());
            case TERM -> Optional.of(job.goods().term());
            case WEB_ADDRESS -> Optional.of(job.issuer().webAddress());
            case SERIAL, CODE -> Optional.empty();
        };
    }

    /** The place's name in a layout file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

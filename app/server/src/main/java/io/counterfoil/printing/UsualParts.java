package io.counterfoil.printing;

import io.counterfoil.catalog.Medium;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What an order form proposes for a product: the parts that it had last, or else those that another
 * product on the same medium had last, or else those that most print on that medium.
 *
 * @param newest the newest run of each product, the newest first
 * @param media of the products, by their ids
 */
record UsualParts(List<PrintRun> newest, Map<UUID, Medium> media) {
    /** A disc has no place for its code, so a sticker in the box bears it. */
    private static final List<PrintPart> DISC_AND_STICKER =
            List.of(
                    new PrintPart("cd-label", "avery-l6043"),
                    new PrintPart("cd-sticker", "avery-l7651"));

    /** Its parts; one whose layout is gone by now is left to the page, which does not offer it. */
    List<PrintPart> of(UUID product, Medium medium) {
        return newest(run -> run.product().equals(product))
                .or(() -> newest(run -> medium == media.get(run.product())))
                .map(PrintRun::parts)
                .orElseGet(() -> usual(medium));
    }

    private Optional<PrintRun> newest(Predicate<PrintRun> wanted) {
        return newest.stream().filter(wanted).findFirst();
    }

    private static List<PrintPart> usual(Medium medium) {
        return switch (medium) {
            case GIFT_CARD -> List.of(new PrintPart("gift-card", "avery-c32011-10"));
            case RETAIL_CD, FREE_CD -> DISC_AND_STICKER;
            case E_CODE -> List.of();
        };
    }
}

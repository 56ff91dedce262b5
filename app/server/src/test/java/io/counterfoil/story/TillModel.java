package io.counterfoil.story;

import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tills asked for, and how the rules of the field have it answered: a request is a till's own
 * number, and gets the same answer whenever it comes.
 */
final class TillModel {
    private static final Duration UNDONE_WITHIN = Duration.ofHours(24);
    private static final Duration LATE_AFTER = Duration.ofDays(7);
    private static final Duration CLOCKS_GO_WRONG = Duration.ofHours(1);

    private final StockModel stock;
    private final ZoneId zone;
    private final Map<Request, Asked> asked = new HashMap<>();
    private int daysToBringBack;

    /** Tills that sell what {@code stock} has, by the calendar of {@code zone}. */
    TillModel(StockModel stock, ZoneId zone) {
        this.stock = stock;
        this.zone = zone;
    }

    /** In so many days customers may bring things back from now on, whenever they bought them. */
    void customersHave(int days) {
        daysToBringBack = days;
    }

    /** From when on a sale stands that is made by what counts now: nothing undoes it any more. */
    Instant standsFrom(Instant soldAt) {
        Instant brought =
                day(soldAt).plusDays(daysToBringBack + 1).atStartOfDay(zone).toInstant();
        Instant undone = soldAt.plus(UNDONE_WITHIN);
        return brought.isAfter(undone) ? brought : undone;
    }

    /** A till's own number of a sale. */
    record Request(Shop shop, int till, String number) {}

    /** What became of a sale. */
    enum Outcome {
        ACTIVATED,
        DECLINED,
        /** It can't be carried out as it stands, and nothing is remembered of it. */
        REFUSED
    }

    private enum State {
        ACTIVATED,
        DECLINED,
        REVERSED,
        RETURNED
    }

    /**
     * How a request stands.
     *
     * @param item null: only its reversal came
     * @param soldAt if it was entered later, else null
     * @param late whether that was too late
     * @param undone whether its reversal came
     */
    private record Asked(
            State state,
            @Nullable ItemModel item,
            Instant at,
            @Nullable Instant soldAt,
            boolean late,
            boolean undone) {
        Asked in(State other) {
            return new Asked(other, item, at, soldAt, late, undone);
        }

        Asked undo() {
            return new Asked(
                    state == State.ACTIVATED ? State.REVERSED : state,
                    item,
                    at,
                    soldAt,
                    late,
                    true);
        }

        /**
         * Whether a sale that was declined is decided again when it is entered later, since its
         * customer has paid; if it was too late, only with the same time.
         */
        boolean isOpenFor(@Nullable Instant otherTime) {
            return state == State.DECLINED
                    && otherTime != null
                    && (otherTime.equals(soldAt) || !late)
                    && !undone;
        }
    }

    /** A till that asks sells, or is told why not. */
    Outcome sell(Request request, Run run, int place, Instant now) {
        return sell(request, stock.item(run, place), null, now);
    }

    /** The same, told after the till could not ask. */
    Outcome enter(Request request, Run run, int place, Instant soldAt, Instant now) {
        return soldAt.isAfter(now.plus(CLOCKS_GO_WRONG))
                ? Outcome.REFUSED
                : sell(request, stock.item(run, place), soldAt, now);
    }

    private Outcome sell(
            Request request, ItemModel item, @Nullable Instant soldAt, Instant now) {
        Asked before = asked.get(request);
        if (before != null && before.item() != null) {
            if (!item.equals(before.item())) {
                return Outcome.REFUSED;
            }
            if (!before.isOpenFor(soldAt)) {
                return before.state() == State.ACTIVATED ? Outcome.ACTIVATED : Outcome.DECLINED;
            }
        }
        boolean late = soldAt != null && soldAt.isBefore(now.minus(LATE_AFTER));
        boolean undone = before != null && before.undone();
        Outcome outcome =
                late || undone
                        ? Outcome.DECLINED
                        : decide(request.shop(), item, soldAt, day(now));
        if (outcome == Outcome.ACTIVATED) {
            item.sell();
        }
        if (outcome != Outcome.REFUSED) {
            asked.put(
                    request,
                    new Asked(
                            outcome == Outcome.ACTIVATED ? State.ACTIVATED : State.DECLINED,
                            item,
                            now,
                            soldAt,
                            late || (before != null && before.late()),
                            undone));
        }
        return outcome;
    }

    private static Outcome decide(
            Shop shop, ItemModel item, @Nullable Instant soldAt, LocalDate today) {
        if (!item.canBeSoldBy(shop, today)) {
            return Outcome.DECLINED;
        }
        Instant sentAt = item.sentAt();
        return soldAt != null
                        && sentAt != null
                        && soldAt.isBefore(sentAt.minus(CLOCKS_GO_WRONG))
                ? Outcome.REFUSED
                : Outcome.ACTIVATED;
    }

    /** Whether a till that heard nothing can take it that nothing is sold. */
    boolean undo(Request request, Instant now) {
        Asked sale = asked.get(request);
        if (sale == null) {
            asked.put(request, new Asked(State.REVERSED, null, now, null, false, true));
            return true;
        }
        return switch (sale.state()) {
            case REVERSED -> true;
            case DECLINED -> {
                asked.put(request, sale.undo());
                yield true;
            }
            case RETURNED -> false;
            case ACTIVATED -> undo(request, sale, now);
        };
    }

    private boolean undo(Request request, Asked sale, Instant now) {
        ItemModel item = sale.item();
        if (item == null
                || now.isAfter(sale.at().plus(UNDONE_WITHIN))
                || !item.is(ItemModel.State.ACTIVATED)) {
            return false;
        }
        stock.undoSale(item, now);
        asked.put(request, sale.undo());
        return true;
    }

    /** Whether a shop takes back what a customer brings. */
    boolean bringBack(Shop shop, Run run, int place, Instant now) {
        ItemModel item = stock.item(run, place);
        Optional<Map.Entry<Request, Asked>> sold =
                asked.entrySet().stream()
                        .filter(one -> one.getKey().shop().equals(shop))
                        .filter(one -> item.equals(one.getValue().item()))
                        .filter(
                                one ->
                                        one.getValue().state() == State.ACTIVATED
                                                || one.getValue().state() == State.RETURNED)
                        .max(Comparator.comparing(one -> one.getValue().at()));
        if (sold.isEmpty()) {
            return false;
        }
        Asked sale = sold.get().getValue();
        if (sale.state() == State.RETURNED) {
            return true;
        }
        if (day(now).isAfter(day(sale.at()).plusDays(daysToBringBack))
                || !item.is(ItemModel.State.ACTIVATED)) {
            return false;
        }
        item.bringBack();
        asked.put(sold.get().getKey(), sale.in(State.RETURNED));
        return true;
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}

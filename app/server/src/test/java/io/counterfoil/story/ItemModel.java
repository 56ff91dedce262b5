package io.counterfoil.story;

import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An item by the rules of the field: what may happen to it where it is, and what comes of that. */
final class ItemModel {
    private static final Set<State> ENDS = EnumSet.of(State.SPOILED, State.REDEEMED, State.VOIDED, State.EXPIRED);
    private static final Set<State> UNSOLD = EnumSet.of(State.SHIPPED, State.RECEIVED);
    private static final Set<State> GONE = EnumSet.of(State.LOST, State.STOLEN);

    private final Run run;
    private final int place;
    private final boolean soldByArriving;
    private State state = State.PRINTED;
    private @Nullable Shop shop;
    private @Nullable String shipment;
    private @Nullable Instant sentAt;
    private @Nullable Instant receivedAt;
    private @Nullable LocalDate lastDay;
    private @Nullable String returning;
    private boolean broughtBack;
    private boolean astray;
    private boolean unwanted;
    private @Nullable HoldModel hold;

    /**
     * An item that was printed and counted in.
     *
     * @param soldByArriving whether no till sells it: it is sold once it is in a shop
     * @param lastDay to redeem it; null: it can be redeemed for ever
     */
    ItemModel(Run run, int place, boolean soldByArriving, @Nullable LocalDate lastDay) {
        this.run = run;
        this.place = place;
        this.soldByArriving = soldByArriving;
        this.lastDay = lastDay;
    }

    /** Where an item of a run that was counted in may stand. */
    enum State {
        PRINTED,
        SPOILED,
        SHIPPED,
        RECEIVED,
        ACTIVATED,
        RETURNED,
        REDEEMED,
        VOIDED,
        LOST,
        STOLEN,
        EXPIRED
    }

    Run run() {
        return run;
    }

    int place() {
        return place;
    }

    /** Who has it, or had it when it came to its end; null: the provider. */
    @Nullable Shop shop() {
        return shop;
    }

    /** Whether it is an item between these two, both included. */
    boolean isBetween(Run ofRun, int from, int to) {
        return run.equals(ofRun) && place >= from && place <= to;
    }

    /** Whether a shop has it, or had it when it came to its end. */
    boolean isOf(Shop other) {
        return other.equals(shop);
    }

    /** Whether it came with this shipment, and did not go back since; null: the provider has it. */
    boolean isIn(@Nullable String otherShipment) {
        return Objects.equals(otherShipment, shipment);
    }

    /** Whether it is on its way back with this return. */
    boolean isComingBackWith(String otherReturn) {
        return otherReturn.equals(returning);
    }

    boolean is(State other) {
        return state == other;
    }

    boolean isAtItsEnd() {
        return ENDS.contains(state);
    }

    boolean isHeld() {
        return astray || hold != null;
    }

    /** Whether it did not arrive, or is lost or stolen: it is held until it is found. */
    boolean isAstray() {
        return astray;
    }

    /** By which of the provider's holds; null: by none. */
    @Nullable HoldModel hold() {
        return hold;
    }

    void heldBy(@Nullable HoldModel other) {
        hold = other;
    }

    /** When it was sent to where it is. */
    @Nullable Instant sentAt() {
        return sentAt;
    }

    boolean isBroughtBack() {
        return broughtBack;
    }

    /** Whether its last day is over. */
    boolean isOver(LocalDate today) {
        return lastDay != null && today.isAfter(lastDay);
    }

    /** Whether its last day can become this one: never an earlier one, and not once it is over. */
    boolean canLast(LocalDate until, LocalDate today) {
        return lastDay != null && !until.isBefore(lastDay) && !isOver(today);
    }

    /** It is promised for longer. */
    void last(LocalDate until) {
        lastDay = until;
    }

    /** Whether it has to be on its shop's shelf, since before then. */
    boolean isOnShelf(Shop of, Instant since) {
        return state == State.RECEIVED
                && isOf(of)
                && !broughtBack
                && receivedAt != null
                && !receivedAt.isAfter(since);
    }

    /** What a shop learns that finds it on its shelf. */
    String onShelfOf(Shop finder) {
        if (!isOf(finder)) {
            return "unknown";
        }
        boolean seen =
                (state == State.RETURNED && !isComingBack())
                        || (state == State.RECEIVED && broughtBack);
        return seen ? "taken_back" : label();
    }

    boolean canBeSent() {
        return state == State.PRINTED && !isHeld();
    }

    void send(Shop to, String by, Instant at) {
        state = State.SHIPPED;
        shop = to;
        shipment = by;
        sentAt = at;
    }

    /** A shipment is received: this item, or the rest of it. */
    void receive(boolean arrived, Instant at) {
        if (state == State.SHIPPED) {
            state = arrived ? State.RECEIVED : State.SHIPPED;
            receivedAt = arrived ? at : null;
            astray = !arrived;
        }
    }

    /** If no till sells it, it is sold by being in a shop: but not if its shop did not want it. */
    void arrive() {
        if (soldByArriving && state == State.RECEIVED && !isHeld() && !broughtBack && !unwanted) {
            sell();
        }
    }

    /** What a customer had in hand is not sold again: somebody may know its code. */
    boolean canBeSoldBy(Shop seller, LocalDate today) {
        return state == State.RECEIVED
                && isOf(seller)
                && !isHeld()
                && !broughtBack
                && !isOver(today);
    }

    void sell() {
        state = State.ACTIVATED;
    }

    void undoSale(Instant at) {
        state = State.RECEIVED;
        receivedAt = at;
    }

    void bringBack() {
        state = State.RETURNED;
        broughtBack = true;
    }

    boolean canBeRedeemed(LocalDate today) {
        return state == State.ACTIVATED && !isHeld() && !isOver(today);
    }

    void redeem() {
        state = State.REDEEMED;
    }

    boolean canBeSentBack() {
        return (UNSOLD.contains(state) || state == State.RETURNED) && !isComingBack();
    }

    boolean isComingBack() {
        return returning != null;
    }

    void sendBack(String with) {
        state = State.RETURNED;
        returning = with;
        astray = false;
    }

    /** The provider has counted it: it is good, or is destroyed. */
    void takeOver(boolean good) {
        state = good ? State.PRINTED : State.VOIDED;
        shop = null;
        shipment = null;
        receivedAt = null;
        returning = null;
        unwanted = false;
    }

    boolean canGetLost() {
        return UNSOLD.contains(state);
    }

    void lose(State how) {
        state = how;
        astray = true;
    }

    /** It never arrived at the provider: it is its shop's, once it is found. */
    void goAstray() {
        lose(State.LOST);
        returning = null;
        unwanted = true;
    }

    boolean canBeFound() {
        return GONE.contains(state);
    }

    void find(Instant at) {
        state = State.RECEIVED;
        receivedAt = at;
        astray = false;
    }

    /** What comes back has to be counted before anything else happens to it. */
    boolean canEnd() {
        return !isAtItsEnd() && !isComingBack();
    }

    /** It is worthless, and nobody looks for it any more. */
    void end(State how) {
        state = how;
        astray = false;
    }

    /** As {@link StockModel#STANDING} has it. */
    String standing() {
        return "%s %s %s%s"
                .formatted(
                        run.serial(place),
                        label(),
                        shop == null ? "provider" : shop.outlet(),
                        isHeld() && !isAtItsEnd() ? " held" : "");
    }

    private String label() {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

package io.counterfoil.story;

import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An item by the rules of the field: what may happen to it where it is, and what comes of that. */
final class ItemModel {
    private static final Set<State> ENDS = EnumSet.of(State.SPOILED, State.REDEEMED, State.VOIDED);
    private static final Set<State> UNSOLD = EnumSet.of(State.SHIPPED, State.RECEIVED);
    private static final Set<State> GONE = EnumSet.of(State.LOST, State.STOLEN);

    private final Run run;
    private final int place;
    private State state = State.PRINTED;
    private @Nullable Shop shop;
    private @Nullable String shipment;
    private @Nullable Instant sentAt;
    private @Nullable String returning;
    private boolean broughtBack;
    private boolean astray;
    private @Nullable HoldModel hold;

    /** An item that was printed and counted in. */
    ItemModel(Run run, int place) {
        this.run = run;
        this.place = place;
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
        STOLEN
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

    /** Whether it came with this shipment, and did not go back since. */
    boolean isIn(String otherShipment) {
        return otherShipment.equals(shipment);
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
    void receive(boolean arrived) {
        if (state == State.SHIPPED) {
            state = arrived ? State.RECEIVED : State.SHIPPED;
            astray = !arrived;
        }
    }

    /** What a customer had in hand is not sold again: somebody may know its code. */
    boolean canBeSoldBy(Shop seller) {
        return state == State.RECEIVED && isOf(seller) && !isHeld() && !broughtBack;
    }

    void sell() {
        state = State.ACTIVATED;
    }

    void undoSale() {
        state = State.RECEIVED;
    }

    void bringBack() {
        state = State.RETURNED;
        broughtBack = true;
    }

    boolean canBeRedeemed() {
        return state == State.ACTIVATED && !isHeld();
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
        returning = null;
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
    }

    boolean canBeFound() {
        return GONE.contains(state);
    }

    void find() {
        state = State.RECEIVED;
        astray = false;
    }

    /** What comes back has to be counted before anything else happens to it. */
    boolean canBeVoided() {
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
                        state.name().toLowerCase(Locale.ROOT),
                        shop == null ? "provider" : shop.outlet(),
                        isHeld() && !isAtItsEnd() ? " held" : "");
    }
}

package io.counterfoil.inventory.stock;

import org.jspecify.annotations.Nullable;

/**
 * How long a shop's stock of a product lasts, and how much to send.
 *
 * @param days for how many whole days the items in the shop last at the pace of the last {@value
 *     #PERIOD} days; null if nothing was sold in them
 * @param point send more when the shop has this many or fewer, in the shop and on their way
 * @param suggested how many to send now, so that the shop has enough for {@value #ENOUGH} days
 */
record Cover(@Nullable Integer days, int point, int suggested) {
    /** The days whose sales tell the pace. */
    static final int PERIOD = 30;

    /** A point that nobody chose is as much as is sold in this time: a reminder and a delivery. */
    static final int DELIVERY = 14;

    /** For how many days a delivery is to last. */
    static final int ENOUGH = 28;

    /** The cover of a product that tills sell. */
    static Cover of(int inShop, int onItsWay, int soldInPeriod, @Nullable Integer chosenPoint) {
        int point = chosenPoint != null ? chosenPoint : soldIn(DELIVERY, soldInPeriod);
        int coming = inShop + onItsWay;
        int enough = Math.max(soldIn(ENOUGH, soldInPeriod), point);
        return new Cover(
                soldInPeriod == 0 ? null : (int) ((long) inShop * PERIOD / soldInPeriod),
                point,
                coming <= point ? enough - coming : 0);
    }

    /** How many are sold in so many days, rounded up. */
    private static int soldIn(int days, int soldInPeriod) {
        return Math.ceilDiv(soldInPeriod * days, PERIOD);
    }
}

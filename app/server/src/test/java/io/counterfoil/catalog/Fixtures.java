package io.counterfoil.catalog;

import io.counterfoil.TestWorld;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;

/** Plans and products with fixed values. */
public final class Fixtures {
    /** An EAN-13 with a right check digit. */
    public static final String EAN = "4006381333931";

    private Fixtures() {}

    /** A paid plan. */
    public static NewPlan aPlan(String name) {
        return new NewPlan(name, "select", 50_000_000_000L, null, null);
    }

    /** A year on a gift card, for 49 euros. */
    public static NewProduct aGiftCard(Plan plan, String sku) {
        return new NewProduct(
                sku,
                "Backup for a year",
                plan.id().toString(),
                "P1Y",
                "gift_card",
                "consignment",
                new Amount("49.00", "EUR"),
                EAN,
                true,
                null);
    }

    /** A gift card in the catalog of this caller. */
    public static Product giftCard(TestWorld world, Caller caller) {
        Plan plan = world.wiring().catalog().plans().create(caller, aPlan("Select"));
        return world.wiring().catalog().products().create(caller, aGiftCard(plan, "CARD-1Y"));
    }
}

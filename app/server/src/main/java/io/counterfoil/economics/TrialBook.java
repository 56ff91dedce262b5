package io.counterfoil.economics;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.GrantWatch;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import io.counterfoil.redemption.SpentCodes;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Writes down how trials begin and whether they are paid for. A trial is a parent account whose
 * first time nobody paid for, whatever its plan; it is converted by the first time that somebody
 * does pay for, and stays so if that is taken back.
 */
public final class TrialBook implements GrantWatch {
    private final SpentCodes codes;
    private final Items items;
    private final Catalog catalog;
    private final Providers providers;

    /** A book of trials, some of which begin with {@code items} that {@code codes} are of. */
    public TrialBook(SpentCodes codes, Items items, Catalog catalog, Providers providers) {
        this.codes = codes;
        this.items = items;
        this.catalog = catalog;
        this.providers = providers;
    }

    @Override
    public void granted(Tx tx, Time time) {
        CourseRepository courses = new CourseRepository(tx);
        if (time.paid()) {
            if (!time.first()) {
                courses.convert(time.account());
            }
        } else if (time.first()) {
            LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
            courses.begin(time.account(), beginning(tx, time), time.to(), today);
        } else {
            courses.prolong(time.account(), time.to());
        }
    }

    private Beginning beginning(Tx tx, Time time) {
        UUID redemption = time.redemption();
        if (redemption == null) {
            return Beginning.without(time.byHand() ? Channel.BY_HAND : Channel.WEB);
        }
        SerialNumber serial = codes.serial(tx, redemption).orElseThrow();
        Item item = items.find(tx, serial).orElseThrow();
        Product product = catalog.product(tx, item.product()).orElseThrow();
        return Beginning.with(Channel.of(product.medium()), item);
    }
}

package io.counterfoil;

import io.counterfoil.accounts.Standings;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.economics.TrialEconomics;
import io.counterfoil.economics.TrialEconomicsPages;
import io.counterfoil.economics.TrialEconomicsResource;
import io.counterfoil.economics.TrialMeter;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.retailers.Retailers;
import java.util.List;

/**
 * What trials bring and what they cost. How they begin and who pays is told to {@link
 * io.counterfoil.economics.TrialBook}, before there are accounts.
 *
 * @param meter what measures their storage
 * @param resources page and address of the report
 */
public record EconomicsWiring(TrialMeter meter, List<Object> resources) {

    static EconomicsWiring of(
            Ground ground,
            AccessWiring access,
            Catalog catalog,
            Retailers retailers,
            Provisioning provisioning) {
        TrialMeter meter =
                new TrialMeter(
                        ground.transactions(), access.providers(), new Standings(), provisioning);
        meter.lookEvery(ground.jobs());
        TrialEconomics economics =
                new TrialEconomics(ground.transactions(), access.providers(), catalog, retailers);
        return new EconomicsWiring(
                meter,
                List.of(
                        new TrialEconomicsResource(economics),
                        new TrialEconomicsPages(economics)));
    }
}

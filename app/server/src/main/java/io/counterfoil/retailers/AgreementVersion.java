package io.counterfoil.retailers;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What was agreed on at some time, from a moment on.
 *
 * @param id its id
 * @param retailer with whom; empty: the provider's default for all who agreed on nothing else
 * @param product for which product; empty: for all that have no agreement of their own
 * @param validFrom since when it counts, until another one does
 * @param terms what it says; empty: the agreement ended, and what is more general counts again
 */
record AgreementVersion(
        UUID id,
        Optional<UUID> retailer,
        Optional<UUID> product,
        Instant validFrom,
        Optional<Terms> terms) {

    /**
     * What an agreement says.
     *
     * @param salesModel empty: as each product says
     * @param limits for the retailer as a whole; empty in an agreement on one product
     */
    record Terms(
            Optional<SalesModel> salesModel,
            Commission commission,
            Money bounty,
            int residualBasisPoints,
            int holdDays,
            Optional<RetailerLimits> limits) {}
}

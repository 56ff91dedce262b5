package io.counterfoil;

import io.counterfoil.access.Tokens;
import io.counterfoil.catalog.Plans;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.mail.Mail;
import io.counterfoil.software.Software;
import io.counterfoil.trials.TrialMarks;
import io.counterfoil.trials.TrialOfferPages;
import io.counterfoil.trials.TrialOffers;
import io.counterfoil.trials.TrialPages;
import io.counterfoil.trials.TrialStarts;
import io.counterfoil.trials.Trials;
import io.counterfoil.trials.TrialsResource;
import java.util.List;

/**
 * Trials on the web.
 *
 * @param trials requests for them
 * @param starts what becomes of those that are confirmed
 * @param offers what providers offer
 * @param plans from which they choose
 * @param tokens of links and browsers
 * @param software where customers get theirs
 */
public record TrialWiring(
        Trials trials,
        TrialStarts starts,
        TrialOffers offers,
        Plans plans,
        Tokens tokens,
        Software software) {

    static TrialWiring of(
            Ground ground,
            AccessWiring access,
            CatalogWiring catalog,
            StorageWiring storage,
            Mail mail,
            CustomerWiring customers) {
        Tokens tokens =
                new Tokens(
                        ground.serverKey(), ServerKey.Purpose.ONE_TIME_LINK, ground.random());
        TrialOffers offers =
                new TrialOffers(ground.transactions(), catalog.catalog(), access.audit());
        Trials trials =
                new Trials(
                        ground.transactions(),
                        offers,
                        new TrialMarks(ground.serverKey()),
                        tokens,
                        customers.accounts(),
                        mail);
        TrialStarts starts =
                new TrialStarts(
                        ground.transactions(),
                        trials,
                        offers,
                        new TrialStarts.Opening(
                                customers.accounts(),
                                customers.passwords(),
                                storage.provisioning()),
                        ground.ids());
        return new TrialWiring(trials, starts, offers, catalog.plans(), tokens, storage.software());
    }

    List<Object> resources() {
        return List.of(
                new TrialsResource(trials),
                new TrialPages(trials, starts, tokens, software),
                new TrialOfferPages(offers, plans));
    }
}

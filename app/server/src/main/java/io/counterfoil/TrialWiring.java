package io.counterfoil;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Tokens;
import io.counterfoil.catalog.Plans;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Transactions;
import io.counterfoil.software.Software;
import io.counterfoil.trials.TrialMarks;
import io.counterfoil.trials.TrialOfferPages;
import io.counterfoil.trials.TrialOffers;
import io.counterfoil.trials.TrialPages;
import io.counterfoil.trials.TrialStarts;
import io.counterfoil.trials.Trials;
import io.counterfoil.trials.TrialsResource;
import java.security.SecureRandom;
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

    /** What trials need of the platform. */
    record Ground(
            Transactions transactions, Audit audit, Ids ids, ServerKey serverKey, SecureRandom random) {}

    static TrialWiring of(
            Ground ground,
            CatalogWiring catalog,
            TrialStarts.Opening opening,
            Mail mail,
            Software software) {
        Tokens tokens =
                new Tokens(
                        ground.serverKey(), ServerKey.Purpose.ONE_TIME_LINK, ground.random());
        TrialOffers offers =
                new TrialOffers(ground.transactions(), catalog.catalog(), ground.audit());
        Trials trials =
                new Trials(
                        ground.transactions(),
                        offers,
                        new TrialMarks(ground.serverKey()),
                        tokens,
                        opening.accounts(),
                        mail);
        TrialStarts starts =
                new TrialStarts(ground.transactions(), trials, offers, opening, ground.ids());
        return new TrialWiring(trials, starts, offers, catalog.plans(), tokens, software);
    }

    List<Object> resources() {
        return List.of(
                new TrialsResource(trials),
                new TrialPages(trials, starts, tokens, software),
                new TrialOfferPages(offers, plans));
    }
}

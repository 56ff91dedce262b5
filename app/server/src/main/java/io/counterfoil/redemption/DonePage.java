package io.counterfoil.redemption;

import io.counterfoil.platform.Caller;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.software.Software;
import io.counterfoil.web.Page;

/** The page after a code was spent, which shows the secrets of a new account this once. */
final class DonePage {
    private final Software software;

    /** Pages that name where {@code software} is. */
    DonePage(Software software) {
        this.software = software;
    }

    Page show(Caller caller, Redemption redemption) {
        RepositoryAccess repository = redemption.repository();
        return Page.of("redeem/done")
                .with("redemption", redemption)
                .with("repository", repository)
                .with("software", software.address(caller).orElse(null))
                .with("resticAddress", repository == null ? null : repository.withCredentials());
    }
}

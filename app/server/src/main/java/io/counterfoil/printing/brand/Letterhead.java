package io.counterfoil.printing.brand;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import java.util.Optional;

/** Who hands out papers for people, and with which logo. */
public final class Letterhead {
    private final Providers providers;
    private final Logos logos;

    /** Heads with the names of {@code providers} and their {@code logos}. */
    public Letterhead(Providers providers, Logos logos) {
        this.providers = providers;
        this.logos = logos;
    }

    /** The provider of a transaction's caller. */
    public Provider provider(Tx tx) {
        return providers.of(tx);
    }

    /** Its logo of now. Shops see it on their papers, though not among the settings. */
    public Optional<Artwork> logo(Caller caller) {
        return logos.find(caller.forProvider());
    }
}

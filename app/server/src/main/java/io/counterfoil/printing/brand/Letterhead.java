package io.counterfoil.printing.brand;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.web.Messages;
import java.util.Locale;
import java.util.Optional;

/** Who hands out papers for people, with which logo, and in whose language. */
public final class Letterhead {
    private final Providers providers;
    private final Logos logos;
    private final Messages messages;

    /** Heads with the names of {@code providers} and their {@code logos}, in these words. */
    public Letterhead(Providers providers, Logos logos, Messages messages) {
        this.providers = providers;
        this.logos = logos;
        this.messages = messages;
    }

    /** What a paper says in a language. */
    public String say(Text text, Locale language) {
        return messages.text(text, language);
    }

    /** How the pages of a paper are numbered in a language; the paper puts its numbers in. */
    public String pageNumbers(Locale language) {
        return say(
                Text.of("Page {page} of {pages}", "page", "{page}", "pages", "{pages}"), language);
    }

    /** The provider of a transaction's caller. */
    public Provider provider(Tx tx) {
        return providers.of(tx);
    }

    /** The time zones of its calendar: a paper says the same days whenever it is drawn. */
    public Zones zones(Tx tx) {
        return providers.zones(tx);
    }

    /** Its logo of now. Shops see it on their papers, though not among the settings. */
    public Optional<Artwork> logo(Caller caller) {
        return logos.find(caller.forProvider());
    }
}

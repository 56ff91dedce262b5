package io.counterfoil.mail;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Tx;

/**
 * What stands at the head of each provider's messages.
 *
 * @param providers with their names and colours
 * @param logos and their logos
 */
public record MailHeads(Providers providers, MailLogos logos) {
    MailHead of(Tx tx) {
        return new MailHead(providers.of(tx), logos.of(tx).map(MailLogo::new).orElse(null));
    }
}

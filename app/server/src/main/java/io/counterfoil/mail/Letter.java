package io.counterfoil.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message ready for the mail server.
 *
 * @param messageId its Message-ID, the same at every attempt, so that receivers can drop doubles
 * @param date when it was posted
 * @param sender from whom
 * @param name of the recipient
 * @param address theirs
 * @param text what it says
 * @param logo the picture that its HTML may show; null = it shows none
 * @param unsubscribe to which address mail programs post that somebody wants no more of its series;
 *     null = it belongs to none
 */
record Letter(
        String messageId,
        Instant date,
        Sender sender,
        String name,
        String address,
        MailText text,
        @Nullable MailLogo logo,
        @Nullable String unsubscribe) {}

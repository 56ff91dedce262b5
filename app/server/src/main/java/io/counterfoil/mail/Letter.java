package io.counterfoil.mail;

import java.time.Instant;

/**
 * A message ready for the mail server.
 *
 * @param messageId its Message-ID, the same at every attempt, so that receivers can drop doubles
 * @param date when it was posted
 * @param sender from whom
 * @param name of the recipient
 * @param address theirs
 * @param text what it says
 */
record Letter(
        String messageId,
        Instant date,
        Sender sender,
        String name,
        String address,
        MailText text) {}

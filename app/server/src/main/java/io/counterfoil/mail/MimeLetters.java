package io.counterfoil.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Date;

/** Letters as they travel: text and HTML as alternatives, in UTF-8, the logo with the HTML. */
final class MimeLetters {
    private static final String UTF_8 = "UTF-8";

    private final Session session;
    private final String usualFrom;

    /** Letters that come from {@code usualFrom} unless their provider has its own address. */
    MimeLetters(Session session, String usualFrom) {
        this.session = session;
        this.usualFrom = usualFrom;
    }

    /** A message that keeps the id that it has. */
    private static final class Numbered extends MimeMessage {
        private final String messageId;

        Numbered(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    /**
     * The letter in MIME.
     *
     * @throws jakarta.mail.internet.AddressException if no mail can go to one of its addresses
     */
    MimeMessage of(Letter letter) throws MessagingException {
        Sender sender = letter.sender();
        MimeMessage mime = new Numbered(session, letter.messageId());
        mime.setFrom(
                MailAddresses.of(
                        sender.address() == null ? usualFrom : sender.address(), sender.name()));
        if (sender.replyTo() != null) {
            mime.setReplyTo(new Address[] {MailAddresses.of(sender.replyTo(), null)});
        }
        mime.setRecipient(RecipientType.TO, MailAddresses.of(letter.address(), letter.name()));
        mime.setSubject(letter.text().subject(), UTF_8);
        mime.setSentDate(Date.from(letter.date()));
        // So that nobody's absence answers (RFC 3834).
        mime.setHeader("Auto-Submitted", "auto-generated");
        if (letter.unsubscribe() != null) {
            // One click in the mail program is enough (RFC 8058).
            mime.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
            mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text().text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.text().html(), UTF_8, "html");
        mime.setContent(
                new MimeMultipart(
                        "alternative",
                        text,
                        letter.logo() != null && MailHead.isIn(letter.text().html())
                                ? withLogo(html, letter.logo().png())
                                : html));
        mime.saveChanges();
        return mime;
    }

    /** The picture goes along, so that mail programs show it without asking anybody for it. */
    private static MimeBodyPart withLogo(MimeBodyPart html, byte[] png)
            throws MessagingException {
        MimeBodyPart logo = new MimeBodyPart();
        logo.setDataHandler(new DataHandler(new ByteArrayDataSource(png, "image/png")));
        logo.setContentID("<" + MailHead.LOGO_ID + ">");
        logo.setDisposition(Part.INLINE);
        logo.setFileName("logo.png");
        MimeBodyPart both = new MimeBodyPart();
        both.setContent(new MimeMultipart("related", html, logo));
        return both;
    }
}

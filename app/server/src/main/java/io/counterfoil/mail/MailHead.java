package io.counterfoil.mail;

import freemarker.core.HTMLOutputFormat;
import io.counterfoil.access.Provider;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the head of a provider's messages. It is put there when a message is sent or
 * looked at, so that it is the logo of then: until then it may be changed or deleted.
 *
 * @param provider whose they are
 * @param logo its logo; null: its name stands in its place
 */
record MailHead(Provider provider, @Nullable MailLogo logo) {
    /** By which a message's HTML names the picture that goes along with it (RFC 2392). */
    static final String LOGO_ID = "logo@counterfoil";

    private static final String LOGO = "cid:" + LOGO_ID;

    /** What templates write where it belongs. No value can: the values in HTML are escaped. */
    private static final String PLACE = "<!--head-->";

    /** Whether that HTML shows the logo. */
    static boolean isIn(String html) {
        return html.contains(LOGO);
    }

    /** The message with its head. */
    MailText on(MailText text) {
        return new MailText(text.subject(), text.text(), on(text.html()));
    }

    /** HTML with its head that shows the logo without a message around it. */
    String alone(String html) {
        return logo == null
                ? on(html)
                : on(html)
                        .replace(
                                LOGO,
                                "data:image/png;base64,"
                                        + Base64.getEncoder().encodeToString(logo.png()));
    }

    private String on(String html) {
        String name = HTMLOutputFormat.INSTANCE.escapePlainText(provider.name());
        return html.replace(PLACE, logo == null ? name : picture(logo, name));
    }

    /** With its size, since some mail programs would show as many pixels as it has dots. */
    private static String picture(MailLogo logo, String name) {
        return """
               <img src="%s" alt="%s" width="%d" height="%d" style="display: block; border: 0; background: #ffffff;">"""
                .formatted(LOGO, name, logo.width(), logo.height());
    }
}

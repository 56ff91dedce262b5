package io.counterfoil.mail;

import io.counterfoil.access.Provider;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the head of a provider's messages.
 *
 * @param provider whose they are
 * @param logo its logo; null: its name stands in its place
 */
record MailHead(Provider provider, @Nullable MailLogo logo) {
    /** By which a message's HTML names the picture that goes along with it (RFC 2392). */
    static final String LOGO_ID = "logo@counterfoil";

    private static final String LOGO = "cid:" + LOGO_ID;

    /** Whether that HTML shows the logo. */
    static boolean isIn(String html) {
        return html.contains(LOGO);
    }

    /** HTML that shows the logo without a message around it. */
    String alone(String html) {
        return logo == null
                ? html
                : html.replace(
                        LOGO,
                        "data:image/png;base64," + Base64.getEncoder().encodeToString(logo.png()));
    }

    /** What templates know of the provider. */
    Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        model.put("name", provider.name());
        model.put("url", provider.url());
        model.put("colour", provider.linkColour());
        if (logo != null) {
            model.put(
                    "logo",
                    Map.of("address", LOGO, "width", logo.width(), "height", logo.height()));
        }
        return model;
    }
}

package io.counterfoil.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page with what it is asked for, by which a form in a list leads back to its part
 * of the list.
 *
 * @param text as a browser is sent there
 */
public record Address(String text) {
    /** The same that also asks for this; without a value, or with an empty one, it stays. */
    public Address with(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        return new Address(
                text
                        + (text.contains("?") ? "&" : "?")
                        + name
                        + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}

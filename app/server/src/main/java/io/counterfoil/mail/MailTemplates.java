package io.counterfoil.mail;

import io.counterfoil.access.Provider;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Templates;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages from their templates: those of the templates folder, and the built-in ones where
 * it has none. Whatever is wrong with the former, nobody's account fails to open because of it.
 */
public final class MailTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(MailTemplates.class);

    private final Templates own;
    private final Templates builtIn = Templates.ofBuiltInMail();

    /** Templates of {@code folder}/mail over the built-in ones. */
    public MailTemplates(Path folder) {
        own = Templates.ofMail(folder);
    }

    /** What the message says. */
    MailText write(Provider provider, Message message) {
        try {
            return write(own, provider, message);
        } catch (IllegalStateException | UncheckedIOException e) {
            // What FreeMarker says may quote a value, so it stays out of the log.
            LOG.warn(
                    "the mail template {} can't be rendered, so the built-in one is used: its"
                            + " preview in the console says what is wrong with it",
                    message.kind().template());
            return write(builtIn, provider, message);
        }
    }

    /**
     * What a sample of this kind says.
     *
     * @throws Refused if its template can't be rendered
     */
    MailText preview(Provider provider, MailKind kind) {
        try {
            return write(own, provider, Samples.of(kind, "Anna Example", "anna@example.com"));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Please correct the templates %s in the folder mail of your templates: %s"
                            .formatted(
                                    kind.template(),
                                    OneLine.of(Objects.toString(e.getMessage(), ""))));
        }
    }

    private static MailText write(Templates templates, Provider provider, Message message) {
        Map<String, Object> model = new HashMap<>(message.values());
        model.put("to", Map.of("name", message.name(), "address", message.address()));
        model.put("provider", Map.of("name", provider.name(), "url", provider.url()));
        model.put("zone", provider.zone().getId());
        String name = message.kind().template();
        // Before the secrets are there: it is kept in clear and stands in lists.
        String subject = OneLine.of(templates.renderText(name + ".subject", model));
        model.put("secret", message.secrets());
        return new MailText(
                subject,
                templates.renderText(name, model).strip() + "\n",
                templates.render(name, model));
    }
}

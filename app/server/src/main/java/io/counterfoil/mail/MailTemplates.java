package io.counterfoil.mail;

import io.counterfoil.access.Provider;
import io.counterfoil.platform.Dates;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Messages;
import io.counterfoil.web.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages from their templates: those of the templates folder, and the built-in ones where
 * it has none. Where one of the former fails or writes without end, no account fails to open, no sale
 * to be entered and no statement to be made because of it: the message is said by the built-in one then.
 * One that runs on for ever without writing holds up whatever posts the message.
 */
public final class MailTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(MailTemplates.class);

    /** So many faults of each sort are told at once; a wrong frame is one of every message. */
    private static final int MOST_FAULTS = 5;

    /** To look for them takes far longer than anything else on a page that loads itself anew. */
    private static final Duration LOOKED = Duration.ofMinutes(1);

    private final Templates own;
    private final Templates builtIn = Templates.ofBuiltInMail();
    private final Messages messages;
    private final Templates pages;
    private final InstantSource clock;
    private final boolean hasOwn;
    private final Map<UUID, Faults> faults = new ConcurrentHashMap<>();

    private record Faults(Instant lookedAt, List<Text> texts) {}

    /**
     * Templates of {@code folder}/mail over the built-in ones, and values as {@code messages} say them.
     *
     * @param pages of which it is told here, too, what is wrong with them
     */
    public MailTemplates(Path folder, Messages messages, Templates pages, InstantSource clock) {
        hasOwn = Files.isDirectory(folder.resolve("mail"));
        own = Templates.ofMail(folder);
        this.messages = messages;
        this.pages = pages;
        this.clock = clock;
    }

    /** What the message says in a language, its head left open. */
    MailText write(Provider provider, Message message, Locale language) {
        try {
            return write(own, provider, message, language);
        } catch (RuntimeException e) {
            // What FreeMarker says may quote a value, so it stays out of the log.
            LOG.warn(
                    "the mail template {} can't be rendered ({}), so the built-in one is used: the"
                            + " page Mail of the console says what is wrong with it",
                    message.kind().template(),
                    Templates.failure(e));
            return write(builtIn, provider, message, language);
        }
    }

    /**
     * What a sample of this kind says, its head left open.
     *
     * @throws Refused if its template can't be rendered, or only for messages that have all it may name
     */
    MailText preview(Provider provider, MailKind kind, Locale language) {
        try {
            Message sample = Samples.of(kind, "Anna Example", "anna@example.com");
            write(own, provider, Samples.barest(sample), language);
            return write(own, provider, sample, language);
        } catch (RuntimeException e) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "Please correct the templates {templates} in the folder mail of your"
                                    + " templates: {reason}",
                            "templates",
                            kind.template(),
                            "reason",
                            OneLine.of(
                                    Objects.toString(
                                            e.getMessage(), e.getClass().getSimpleName()))));
        }
    }

    /**
     * What is wrong with words, pages and mail templates of the folder: the first few of each, and that
     * there are more. It is what it was up to a minute ago.
     */
    List<Text> faults(Provider provider) {
        Instant now = clock.instant();
        return faults.compute(
                        provider.id(),
                        (id, last) ->
                                last != null && now.isBefore(last.lookedAt().plus(LOOKED))
                                        ? last
                                        : new Faults(now, look(provider)))
                .texts();
    }

    private List<Text> look(Provider provider) {
        Stream<Text> ofMail =
                Arrays.stream(hasOwn ? MailKind.values() : new MailKind[0])
                        .flatMap(kind -> fault(provider, kind).stream());
        List<List<Text>> sorts =
                List.of(
                        messages.faults(),
                        pages.faults(),
                        ofMail.limit(MOST_FAULTS + 1).toList());
        List<Text> told = new ArrayList<>();
        sorts.forEach(sort -> told.addAll(sort.subList(0, Math.min(MOST_FAULTS, sort.size()))));
        if (sorts.stream().anyMatch(sort -> sort.size() > MOST_FAULTS)) {
            told.add(Text.of("and more"));
        }
        return List.copyOf(told);
    }

    private Optional<Text> fault(Provider provider, MailKind kind) {
        for (Locale language : Messages.LANGUAGES) {
            try {
                preview(provider, kind, language);
            } catch (Refused refused) {
                return Optional.of(refused.text());
            }
        }
        return Optional.empty();
    }

    private MailText write(
            Templates templates, Provider provider, Message message, Locale language) {
        Map<String, Object> model = new HashMap<>();
        message.values().forEach((key, value) -> model.put(key, said(value, language)));
        model.put("to", Map.of("name", message.name(), "address", message.address()));
        model.put(
                "provider",
                Map.of(
                        "name", provider.name(),
                        "url", provider.url(),
                        "colour", provider.linkColour()));
        model.put("zone", provider.zone().getId());
        String name = message.kind().template();
        // Before the secrets are there: it is kept in clear and stands in lists.
        String subject = OneLine.of(templates.renderText(name + ".subject", model, language));
        model.put("secret", message.secrets());
        return new MailText(
                subject,
                templates.renderText(name, model, language).strip() + "\n",
                templates.render(name, model, language));
    }

    /** A value as people of a language write it. */
    private Object said(Object value, Locale language) {
        return switch (value) {
            case ZonedDateTime moment -> Dates.letter(language).format(moment);
            case LocalDate day -> Dates.day(language).format(day);
            case Text text -> messages.text(text, language);
            case List<?> all -> all.stream().map(each -> said(each, language)).toList();
            case Map<?, ?> all ->
                    all.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            entry -> said(entry.getValue(), language)));
            default -> value;
        };
    }
}

package io.counterfoil.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pages say, in each language. Message files are JSON objects of English texts and what they
 * are in another language; what stands in none of them is said in English.
 */
public final class Messages {
    /** The languages of pages; the first is for whoever asks for none of them. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    /**
     * The built-in files of a language: a front door each, what is said at all of them, and the
     * titles of the shipped layouts and sheets.
     */
    static final List<String> FILES =
            List.of("common", "redeem", "account", "retail", "console", "titles");

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** The same for all: to read them takes a while. */
    private static final Map<Locale, Said> BUILT_IN = inEach(Messages::builtIn);

    private final Map<Locale, Said> said;

    /** What is said in a language, and the sentences that this makes. */
    private record Said(Map<String, String> texts, KeptSentences kept) {
        static final Said NOTHING = new Said(Map.of());

        Said(Map<String, String> texts) {
            this(Map.copyOf(texts), new KeptSentences(texts.keySet()));
        }
    }

    /**
     * The texts of {@code folder}/messages, which need not exist, over the built-in ones: {@code
     * de.json} there says single texts in a provider's own words, and {@code en.json} those of the
     * English pages.
     *
     * @throws UncheckedIOException if a file can't be read
     */
    public Messages(Path folder) {
        said = inEach(language -> read(folder.resolve("messages"), language));
    }

    private static Map<Locale, Said> inEach(Function<Locale, Said> read) {
        return LANGUAGES.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), read));
    }

    /** A sentence in a language; in the built-in words, if a provider's own are no pattern for it. */
    public String text(Text text, Locale language) {
        try {
            return text(text, language, in(language));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{}.json has no pattern for this text, so the built-in one is used: {}",
                    language,
                    text.english());
            return text(text, language, BUILT_IN.getOrDefault(language, Said.NOTHING));
        }
    }

    private static String text(Text text, Locale language, Said said) {
        return text.in(language, english -> said.texts().getOrDefault(english, english));
    }

    /**
     * A sentence in a language, of which all that has no values may be one that was kept or made in
     * English with its values in it.
     */
    public String kept(Text sentence, Locale language) {
        return text(read(sentence, in(language).kept()), language);
    }

    private Said in(Locale language) {
        return said.getOrDefault(language, Said.NOTHING);
    }

    private static Text read(Text text, KeptSentences sentences) {
        if (text.values().isEmpty()) {
            return sentences.read(text.english());
        }
        Map<String, Object> values = new HashMap<>(text.values());
        values.replaceAll(
                (name, value) -> value instanceof Text inner ? read(inner, sentences) : value);
        return new Text(text.english(), values);
    }

    /** The built-in texts of one file. */
    static Map<String, String> builtIn(String file, Locale language) {
        String name = "/templates/messages/" + file + "." + language.getLanguage() + ".json";
        try (InputStream found = Messages.class.getResourceAsStream(name)) {
            return found == null ? Map.of() : JSON.readValue(found, TEXTS);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is no message file", e);
        }
    }

    private static Said builtIn(Locale language) {
        Map<String, String> all = new HashMap<>();
        FILES.forEach(file -> all.putAll(builtIn(file, language)));
        return new Said(all);
    }

    private static Said read(Path folder, Locale language) {
        Said builtIn = BUILT_IN.getOrDefault(language, Said.NOTHING);
        Path own = folder.resolve(language.getLanguage() + ".json");
        if (!Files.isRegularFile(own)) {
            return builtIn;
        }
        Map<String, String> all = new HashMap<>(builtIn.texts());
        try {
            all.putAll(JSON.readValue(own.toFile(), TEXTS));
        } catch (IOException e) {
            throw new UncheckedIOException(own + " is no message file", e);
        }
        return new Said(all);
    }
}

package io.counterfoil.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    private static final TypeReference<Map<String, JsonNode>> VALUES = new TypeReference<>() {};

    /** The same for all: to read them takes a while. */
    private static final Map<Locale, Said> BUILT_IN = inEach(Messages::builtIn);

    private final Map<Locale, Said> said;

    /** What is said in a language, the sentences that this makes, and own words that are not said. */
    private record Said(Map<String, String> texts, KeptSentences kept, List<Text> faults) {
        static final Said NOTHING = new Said(Map.of(), List.of());

        Said(Map<String, String> texts, List<Text> faults) {
            this(Map.copyOf(texts), new KeptSentences(texts.keySet()), faults);
        }
    }

    /**
     * The texts of {@code folder}/messages, which need not exist, over the built-in ones: {@code
     * de.json} there says single texts in a provider's own words, and {@code en.json} those of the
     * English pages. Words that are none, or no pattern for their text, are not said, but told in the
     * log.
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

    /** A sentence in a language. */
    public String text(Text text, Locale language) {
        Map<String, String> texts = in(language).texts();
        return text.in(language, english -> texts.getOrDefault(english, english));
    }

    /** Texts for which a provider's own words can't be used, so that the built-in ones are said. */
    public List<Text> faults() {
        return LANGUAGES.stream().flatMap(language -> in(language).faults().stream()).toList();
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
        return new Said(all, List.of());
    }

    private static Said read(Path folder, Locale language) {
        Said builtIn = BUILT_IN.getOrDefault(language, Said.NOTHING);
        Path own = folder.resolve(language.getLanguage() + ".json");
        if (!Files.isRegularFile(own)) {
            return builtIn;
        }
        Map<String, String> all = new HashMap<>(builtIn.texts());
        List<Text> faults = new ArrayList<>();
        words(own)
                .forEach(
                        (english, value) -> {
                            String builtInWords = all.getOrDefault(english, english);
                            if (!isText(value)) {
                                faults.add(
                                        fault(
                                                "{file}: {text} – what is said instead is no text in quotation marks.",
                                                own,
                                                english));
                            } else if (!OwnWords.say(
                                    english, builtInWords, value.asText(), language)) {
                                faults.add(fault("{file}: {text}", own, english));
                            } else {
                                all.put(english, value.asText());
                            }
                        });
        return new Said(all, List.copyOf(faults));
    }

    /** A number may do without quotation marks. */
    private static boolean isText(@Nullable JsonNode value) {
        return value != null && value.isValueNode() && !value.isNull();
    }

    private static Text fault(String sentence, Path own, String english) {
        LOG.warn("{} has no words for this text, so the built-in ones are used: {}", own, english);
        return new Text(
                sentence,
                Map.of("file", String.valueOf(own.getFileName()), "text", english));
    }

    private static Map<String, JsonNode> words(Path own) {
        try {
            Map<String, JsonNode> words = JSON.readValue(own.toFile(), VALUES);
            return words == null ? Map.of() : words;
        } catch (IOException e) {
            throw new UncheckedIOException(own + " is no message file", e);
        }
    }
}

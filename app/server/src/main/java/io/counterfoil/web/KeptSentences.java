package io.counterfoil.web;

import io.counterfoil.platform.Text;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads sentences back that were kept in English with their values in them, such as why a print run
 * has failed, so that pages say them in any language: a known pattern that one fits made it.
 */
final class KeptSentences {
    /** A value by its name, or a number of things. */
    private static final Pattern PLACE =
            Pattern.compile(
                    "\\{([a-z]+)(?:, plural, one \\{([^{}]*)\\} other \\{([^{}]*)\\})?\\}");

    /** Fewer letters, as in {@code {one} of {all}}, stand in many sentences that are others. */
    private static final int ENOUGH = 8;

    /** Longer than any sentence here. */
    private static final int LONGEST = 1_000;

    /**
     * How often letters of a sentence are looked at before it stays as it is: many times what the
     * longest one takes, and some milliseconds. In what only looks like one with many values a search
     * for all of them would go on for a minute.
     */
    private static final int LOOKS = 1_000_000;

    /** Up to 10 to the 18th, more than anything that is counted. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(?:,[0-9]{3}){1,5}");

    /** Patterns with such words have measures among their values. */
    private static final Pattern MEASURED = Pattern.compile(" (?:mm|per cent)\\b");

    private static final Pattern MEASURE = Pattern.compile("-?[0-9]+\\.[0-9]{1,3}");

    /** How large a rectangle is; the same in all languages but for its decimals. */
    private static final Pattern SIZE =
            Pattern.compile("([0-9]+(?:\\.[0-9]{1,2})?) × ([0-9]+(?:\\.[0-9]{1,2})?) mm");

    private static final String SIZES = "{width} × {height} mm";

    /** What somebody wrote, in whatever language, is called so in patterns and stands as it is. */
    private static final Set<String> WRITTEN = Set.of("text", "key");

    /** So is what somebody typed into a field; among measures it is one. */
    private static final String TYPED = "typed";

    /** So are titles called; the layouts and sheets that come with the program have known ones. */
    private static final Set<String> TITLES = Set.of("layout", "sheet");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?] ");

    /** Text with more sentences than that is none of ours. */
    private static final int MOST_ENDS = 12;

    /** The same in all languages. */
    private static final String SENTENCES = "{first} {rest}";

    private final Set<String> known;
    private final List<Known> patterns;

    /** Knows the sentences that these patterns make. */
    KeptSentences(Collection<String> english) {
        known = new HashSet<>(english);
        patterns = english.stream().flatMap(pattern -> Known.of(pattern).stream()).toList();
    }

    /** A kept sentence, to be said in any language; one that nothing here made stays as it is. */
    Text read(String sentence) {
        return sentence.length() > LONGEST
                ? Text.of(sentence)
                : read(sentence, new HashMap<>(), new Looks()).text();
    }

    /** How often letters were looked at. */
    private static final class Looks {
        private int left = LOOKS;
    }

    /** More letters would have to be looked at than a sentence is worth. */
    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A sentence whose letters are looked at only so often.
     *
     * @param looks of all that is read for the sentence
     */
    private record Counted(CharSequence sentence, Looks looks) implements CharSequence {
        @Override
        public char charAt(int at) {
            if (--looks.left < 0) {
                throw new TooManyLooks();
            }
            return sentence.charAt(at);
        }

        @Override
        public int length() {
            return sentence.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return sentence.subSequence(start, end);
        }

        @Override
        public String toString() {
            return sentence.toString();
        }
    }

    /**
     * A way to read a sentence.
     *
     * @param words how many letters and signs of it are those of patterns
     */
    private record Reading(Text text, int words) {}

    /** The reading in which most is known; sentences stand in others as their values. */
    private Reading read(String sentence, Map<String, Reading> before, Looks looks) {
        Reading found = before.get(sentence);
        if (found == null) {
            found =
                    known.contains(sentence)
                            ? new Reading(Text.of(sentence), sentence.length())
                            : Stream.concat(
                                            patterns.stream()
                                                    .filter(
                                                            pattern ->
                                                                    sentence.contains(
                                                                            pattern.longest()))
                                                    .flatMap(
                                                            pattern ->
                                                                    read(pattern, sentence, before, looks)
                                                                            .stream()),
                                            inTwo(sentence, before, looks))
                                    .max(Comparator.comparingInt(Reading::words))
                                    .orElseGet(() -> new Reading(Text.of(sentence), 0));
            before.put(sentence, found);
        }
        return found;
    }

    /** The readings of several sentences, such as all that is wrong with a layout, as two of them. */
    private Stream<Reading> inTwo(String sentences, Map<String, Reading> before, Looks looks) {
        List<Integer> ends =
                SENTENCE_END.matcher(sentences).results().map(MatchResult::end).toList();
        return ends.size() > MOST_ENDS
                ? Stream.empty()
                : ends.stream()
                        .flatMap(
                                end -> {
                                    Reading first =
                                            read(sentences.substring(0, end - 1), before, looks);
                                    Reading rest = read(sentences.substring(end), before, looks);
                                    // Said by halves it would be in two languages.
                                    return first.words() == 0 || rest.words() == 0
                                            ? Stream.empty()
                                            : Stream.of(
                                                    new Reading(
                                                            Text.of(
                                                                    SENTENCES,
                                                                    "first",
                                                                    first.text(),
                                                                    "rest",
                                                                    rest.text()),
                                                            first.words() + rest.words()));
                                });
    }

    private Optional<Reading> read(
            Known pattern, String sentence, Map<String, Reading> before, Looks looks) {
        // Few patterns of some thousand come so far, so none is compiled before.
        Matcher matcher =
                Pattern.compile(pattern.form(), Pattern.DOTALL)
                        .matcher(new Counted(sentence, looks));
        if (!fits(matcher)) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        int words = pattern.words();
        int group = 1;
        for (Place place : pattern.places()) {
            String value = matcher.group(group++);
            if (place.counts()) {
                String others = matcher.group(group++);
                value = others == null ? value : others;
            }
            Matcher size = SIZE.matcher(value);
            if (WRITTEN.contains(place.name())) {
                values.put(place.name(), value);
            } else if (TITLES.contains(place.name())) {
                values.put(place.name(), known.contains(value) ? Text.of(value) : value);
            } else if (pattern.measured() && MEASURE.matcher(value).matches()) {
                values.put(place.name(), new BigDecimal(value));
            } else if (place.name().equals(TYPED)) {
                values.put(place.name(), value);
            } else if (size.matches()) {
                values.put(
                        place.name(),
                        Text.of(
                                SIZES,
                                "width",
                                new BigDecimal(size.group(1)),
                                "height",
                                new BigDecimal(size.group(2))));
            } else if (place.counts() || NUMBER.matcher(value).matches()) {
                values.put(place.name(), Long.valueOf(value.replace(",", "")));
            } else {
                Reading inner = read(value, before, looks);
                values.put(place.name(), inner.text());
                words += inner.words();
            }
        }
        boolean sure =
                words >= ENOUGH
                        || words > pattern.words()
                        || pattern.places().stream().anyMatch(Place::counts);
        return sure
                ? Optional.of(new Reading(new Text(pattern.english(), values), words))
                : Optional.empty();
    }

    private static boolean fits(Matcher matcher) {
        try {
            return matcher.matches();
        } catch (TooManyLooks e) {
            return false;
        }
    }

    /** Where a value stands in a pattern. */
    private record Place(String name, boolean counts) {}

    /**
     * A pattern with values.
     *
     * @param form of the sentences that it makes, a regular expression
     * @param longest part that is the same in all of them
     * @param words how many letters and signs are
     * @param measured whether there are measures among its values
     */
    private record Known(
            String english,
            String form,
            List<Place> places,
            String longest,
            int words,
            boolean measured) {
        /** Empty for what has no values, or chooses between more than one thing and several. */
        static Optional<Known> of(String english) {
            List<MatchResult> places = PLACE.matcher(english).results().toList();
            List<String> words = List.of(PLACE.split(english, -1));
            if (places.isEmpty() || words.stream().anyMatch(part -> part.contains("{"))) {
                return Optional.empty();
            }
            StringBuilder form = new StringBuilder(Pattern.quote(words.getFirst()));
            for (int i = 0; i < places.size(); i++) {
                form.append(form(places.get(i))).append(Pattern.quote(words.get(i + 1)));
            }
            return Optional.of(
                    new Known(
                            english,
                            form.toString(),
                            places.stream()
                                    .map(place -> new Place(place.group(1), isPlural(place)))
                                    .toList(),
                            words.stream().max(Comparator.comparingInt(String::length)).orElse(""),
                            words.stream().mapToInt(part -> part.strip().length()).sum(),
                            MEASURED.matcher(english).find()));
        }

        private static boolean isPlural(MatchResult place) {
            return place.group(2) != null;
        }

        private static String form(MatchResult place) {
            return isPlural(place)
                    ? "(?:" + counted(place.group(2)) + "|" + counted(place.group(3)) + ")"
                    : "(.+?)";
        }

        /** One that leaves its number out is not read: nobody could tell it. */
        private static String counted(String things) {
            int number = things.indexOf('#');
            return number < 0
                    ? "(?!)()"
                    : Pattern.quote(things.substring(0, number))
                            + "([0-9]{1,3}(?:,[0-9]{3}){0,5})"
                            + Pattern.quote(things.substring(number + 1));
        }
    }
}

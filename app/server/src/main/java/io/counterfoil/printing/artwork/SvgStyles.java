package io.counterfoil.printing.artwork;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which elements of an SVG its style sheets have refer to others, such as to what cuts them. */
final class SvgStyles {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern RULE = Pattern.compile("([^{}]*)\\{([^{}]*)\\}");
    private static final Pattern LOCAL_URL = Pattern.compile("url\\(\\s*['\"]?\\s*#([^'\")\\s]+)");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern BEFORE_LAST = Pattern.compile("(?s)^.*[\\s>+~]");
    private static final Pattern CLASS = Pattern.compile("\\.([-\\w]+)");
    private static final Pattern PLAIN = Pattern.compile("#?[-\\w]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final String ANY = "*";

    private final Map<String, Set<String>> uses = new HashMap<>();

    /** Takes the rules of a sheet. */
    void add(String css) {
        Matcher rules = RULE.matcher(COMMENT.matcher(css).replaceAll(" "));
        while (rules.find()) {
            List<String> ids = ids(rules.group(2));
            if (!ids.isEmpty()) {
                for (String selector : COMMA.split(rules.group(1), -1)) {
                    uses.computeIfAbsent(key(selector), any -> new HashSet<>()).addAll(ids);
                }
            }
        }
    }

    /** The names that a style refers to. */
    static List<String> ids(String css) {
        return LOCAL_URL.matcher(css).results().map(found -> found.group(1)).toList();
    }

    /**
     * Of what a rule is for: a class before anything else; what is hard to tell stands for all
     * elements.
     */
    private static String key(String chain) {
        String selector = BEFORE_LAST.matcher(chain.strip()).replaceFirst("");
        return CLASS.matcher(selector)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse(PLAIN.matcher(selector).matches() ? selector : ANY);
    }

    /** What an element refers to by these rules. */
    List<String> uses(String element, @Nullable String id, @Nullable String classes) {
        if (uses.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(List.of(ANY, element));
        if (id != null) {
            keys.add("#" + id);
        }
        if (classes != null) {
            for (String each : SPACES.split(classes.strip(), -1)) {
                keys.add("." + each);
            }
        }
        return keys.stream()
                .flatMap(key -> uses.getOrDefault(key, Set.of()).stream())
                .distinct()
                .toList();
    }
}

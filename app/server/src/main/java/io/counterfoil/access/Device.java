package io.counterfoil.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what somebody is signed in, in words by which they know it again. It is what the browser says
 * of itself, good to tell one's own devices apart and for nothing else.
 *
 * @param browser such as Firefox; null if it does not say
 * @param system such as Windows; null if it does not say
 */
record Device(@Nullable String browser, @Nullable String system) {
    // In this order: most browsers name those whose pages they can show too.
    private static final List<Map.Entry<String, String>> BROWSERS =
            List.of(
                    Map.entry("Edg/", "Edge"),
                    Map.entry("EdgA/", "Edge"),
                    Map.entry("EdgiOS/", "Edge"),
                    Map.entry("OPR/", "Opera"),
                    Map.entry("SamsungBrowser/", "Samsung Internet"),
                    Map.entry("Firefox/", "Firefox"),
                    Map.entry("FxiOS/", "Firefox"),
                    Map.entry("CriOS/", "Chrome"),
                    Map.entry("Chrome/", "Chrome"),
                    Map.entry("Safari/", "Safari"));
    private static final List<Map.Entry<String, String>> SYSTEMS =
            List.of(
                    Map.entry("iPhone", "iPhone"),
                    Map.entry("iPad", "iPad"),
                    Map.entry("Android", "Android"),
                    Map.entry("CrOS", "ChromeOS"),
                    Map.entry("Windows", "Windows"),
                    Map.entry("Macintosh", "macOS"),
                    Map.entry("Linux", "Linux"));

    /** What a browser says of itself in its User-Agent header. */
    static Device of(@Nullable String userAgent) {
        String said = userAgent == null ? "" : userAgent;
        return new Device(
                first(BROWSERS, said).orElse(null), first(SYSTEMS, said).orElse(null));
    }

    private static Optional<String> first(List<Map.Entry<String, String>> words, String said) {
        return words.stream()
                .filter(word -> said.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}

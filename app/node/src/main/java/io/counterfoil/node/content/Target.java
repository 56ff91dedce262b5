package io.counterfoil.node.content;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.ObjectName;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, read off the raw path: nothing is decoded, so nothing can hide in an
 * escape.
 */
public sealed interface Target {
    /** Path of the repository below the account's root, "" or ending in a slash. */
    String repository();

    /** The repository itself. */
    record Whole(String repository) implements Target {}

    /** All objects of a kind. */
    record Listing(String repository, Kind kind) implements Target {}

    /**
     * One object.
     *
     * @param name null for the config
     */
    record One(String repository, Kind kind, @Nullable ObjectName name) implements Target {}

    /**
     * The target of a raw path, or null when there can be none: then the answer is 404.
     *
     * <p>A repository's path has at most eight parts of letters, digits, dot, dash and underscore.
     * None of them may be a word of the protocol, else a repository could lie among another one's
     * objects.
     */
    public static @Nullable Target parse(@Nullable String rawPath) {
        Matcher path = Grammar.PATH.matcher(rawPath == null ? "" : rawPath);
        if (!path.matches()) {
            return null;
        }
        String repository = path.group("repository");
        if (!Grammar.isRepository(repository)) {
            return null;
        }
        String kind = path.group("kind");
        String name = path.group("name");
        if (path.group("config") != null) {
            return new One(repository, Kind.CONFIG, null);
        }
        if (kind == null) {
            return new Whole(repository);
        }
        return name.isEmpty()
                ? new Listing(repository, Kind.of(kind))
                : new One(repository, Kind.of(kind), ObjectName.of(name));
    }

    /** The words of a path. */
    final class Grammar {
        private static final Pattern PATH =
                Pattern.compile(
                        "/(?<repository>(?:[A-Za-z0-9._-]{1,64}/){0,8}?)"
                            + "(?:(?<config>config)|(?<kind>data|index|keys|locks|snapshots)/(?<name>(?:[0-9a-f]{64})?))?");
        private static final Set<String> WORDS =
                Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.toSet());

        private Grammar() {}

        private static boolean isRepository(String path) {
            for (String part : path.split("/", -1)) {
                if (WORDS.contains(part) || part.equals(".") || part.equals("..")) {
                    return false;
                }
            }
            return true;
        }
    }
}

package io.counterfoil.node.content;

import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.ObjectName;
import java.util.Arrays;
import java.util.Set;
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
     * The target of a raw path, or null when there can be none: then the answer is 404. It is read
     * from its end, by hand: each request begins with it.
     *
     * <p>A repository's path has at most eight parts of letters, digits, dot, dash and underscore.
     * None of them may be a word of the protocol, else a repository could lie among another one's
     * objects.
     */
    public static @Nullable Target parse(@Nullable String rawPath) {
        if (rawPath == null || !rawPath.startsWith("/")) {
            return null;
        }
        int slash = rawPath.lastIndexOf('/');
        String folder = rawPath.substring(1, slash + 1);
        String name = rawPath.substring(slash + 1);
        if (name.equals(Kind.CONFIG.word())) {
            return Grammar.isRepository(folder) ? new One(folder, Kind.CONFIG, null) : null;
        }
        int above = folder.lastIndexOf('/', folder.length() - 2) + 1;
        Kind kind = Grammar.kind(folder.substring(above));
        String repository = kind == null ? folder : folder.substring(0, above);
        if (!Grammar.isRepository(repository)) {
            return null;
        }
        if (name.isEmpty()) {
            return kind == null ? new Whole(repository) : new Listing(repository, kind);
        }
        return kind != null && Grammar.isName(name)
                ? new One(repository, kind, ObjectName.of(name))
                : null;
    }

    /** The words of a path. */
    final class Grammar {
        private static final int MOST_PARTS = 8;
        private static final int LONGEST_PART = 64;
        private static final int NAME_LENGTH = 64;
        private static final Set<String> WORDS =
                Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.toSet());

        private Grammar() {}

        /** The kind whose folder this is, with its slash. */
        private static @Nullable Kind kind(String folder) {
            for (Kind kind : Kind.NAMED) {
                if (folder.length() == kind.word().length() + 1
                        && folder.startsWith(kind.word())) {
                    return kind;
                }
            }
            return null;
        }

        private static boolean isRepository(String path) {
            int parts = 0;
            for (int from = 0; from < path.length(); parts++) {
                int end = path.indexOf('/', from);
                if (parts == MOST_PARTS || !isPart(path.substring(from, end))) {
                    return false;
                }
                from = end + 1;
            }
            return true;
        }

        private static boolean isPart(String part) {
            return !part.isEmpty()
                    && part.length() <= LONGEST_PART
                    && part.chars().allMatch(Grammar::mayBeInPart)
                    && !WORDS.contains(part)
                    && !part.equals(".")
                    && !part.equals("..");
        }

        private static boolean mayBeInPart(int c) {
            return isDigit(c)
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '.'
                    || c == '_'
                    || c == '-';
        }

        private static boolean isName(String text) {
            return text.length() == NAME_LENGTH
                    && text.chars().allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'f'));
        }

        private static boolean isDigit(int c) {
            return c >= '0' && c <= '9';
        }
    }
}

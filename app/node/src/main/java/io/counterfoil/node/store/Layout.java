package io.counterfoil.node.store;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store keeps an account's objects, as paths with slashes below the account's own place:
 * {@code config}, {@code data/xx/NAME}, {@code index/NAME} and so on, each repository in a folder
 * of its name. Restic lays out its own repositories like this, so plain restic can read them when
 * all else is lost, and a copy from one store to another is a plain copy too.
 */
public final class Layout {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<repository>(?:[^/]+/)*?)(?:(?<config>config)"
                            + "|data/(?<shelf>[0-9a-f]{2})/(?<pack>[0-9a-f]{64})"
                            + "|(?<kind>index|keys|locks|snapshots)/(?<name>[0-9a-f]{64}))");

    /** A deleted object's path with the times when it was deleted and stored. */
    private static final Pattern DELETED =
            Pattern.compile("(?<path>.+)\\.(?<at>[0-9]{1,15})-(?<stored>[0-9]{1,15})");

    private Layout() {}

    /** Where the objects of a kind are below their account's place. */
    static String folder(String repository, Kind kind) {
        return FolderName.of(repository) + kind.word();
    }

    /** Where an object is below its account's place. */
    public static String path(Location location) {
        String folder = folder(location.repository(), location.kind());
        ObjectName name = location.name();
        if (name == null) {
            return folder;
        }
        String text = name.toString();
        return location.kind() == Kind.DATA
                ? folder + "/" + text.substring(0, 2) + "/" + text
                : folder + "/" + text;
    }

    /** The object that is here, or null when no object can be. */
    static @Nullable Location location(UUID account, String path) {
        Matcher parts = FORM.matcher(path);
        if (!parts.matches()) {
            return null;
        }
        Location guess = guess(account, FolderName.repository(parts.group("repository")), parts);
        return path(guess).equals(path) ? guess : null;
    }

    /** Where a deleted object is kept, below its account's place for these. */
    public static String path(Deleted deleted) {
        return path(deleted.location()) + "." + deleted.at() + "-" + deleted.object().storedAt();
    }

    /**
     * The deleted object that is kept here, or null when none can be.
     *
     * @param size its bytes
     */
    static @Nullable Deleted deleted(UUID account, String path, long size) {
        Matcher parts = DELETED.matcher(path);
        Location location = parts.matches() ? location(account, parts.group("path")) : null;
        return location == null
                ? null
                : new Deleted(
                        location,
                        Long.parseLong(parts.group("at")),
                        new StoredObject(size, Long.parseLong(parts.group("stored"))));
    }

    /** The repository whose packs lie in this folder, or null. */
    static @Nullable String repositoryOf(String folder) {
        String packs = Kind.DATA.word() + "/";
        boolean holdsPacks = folder.equals(packs) || folder.endsWith("/" + packs);
        return holdsPacks
                ? FolderName.repository(folder.substring(0, folder.length() - packs.length()))
                : null;
    }

    private static Location guess(UUID account, String repository, Matcher parts) {
        if (parts.group("config") != null) {
            return new Location(account, repository, Kind.CONFIG, null);
        }
        String pack = parts.group("pack");
        if (pack != null) {
            return new Location(account, repository, Kind.DATA, ObjectName.of(pack));
        }
        return new Location(
                account,
                repository,
                Kind.of(parts.group("kind")),
                ObjectName.of(parts.group("name")));
    }
}

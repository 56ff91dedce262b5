package io.counterfoil.web;

import io.counterfoil.platform.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with pages of a provider's own, as far as somebody came to them. It stays so until a
 * file of their folder changes.
 */
final class PageFaults {
    private static final Logger LOG = LoggerFactory.getLogger(PageFaults.class);

    private final Path folder;

    /** What was wrong, with the pages on which it was: a wrong frame is one of them all. */
    private final SortedMap<Text, SortedSet<String>> pages =
            new TreeMap<>(Comparator.comparing(Text::toString));

    private Map<Path, FileTime> files;

    PageFaults(Path folder) {
        this.folder = folder;
        files = files();
    }

    /** Forgets all if a file has changed since it was looked last, and says whether one has. */
    synchronized boolean outdated() {
        Map<Path, FileTime> now = files();
        if (now.equals(files)) {
            return false;
        }
        files = now;
        pages.clear();
        return true;
    }

    /** Keeps what is wrong with a page; the log is told once. */
    synchronized void add(String page, Text failure) {
        if (pages.computeIfAbsent(failure, all -> new TreeSet<>()).add(page)) {
            LOG.warn(
                    "the page {} of one's own can't be shown ({}), so the built-in one is",
                    page,
                    failure);
        }
    }

    /** What is wrong, each with one page on which it was. */
    synchronized List<Text> texts() {
        return pages.entrySet().stream().map(PageFaults::text).toList();
    }

    private static Text text(Map.Entry<Text, SortedSet<String>> fault) {
        String page = fault.getValue().first();
        Text failure = fault.getKey();
        return fault.getValue().size() == 1
                ? Text.of("The page {page}: {failure}", "page", page, "failure", failure)
                : Text.of(
                        "Several pages, such as {page}: {failure}",
                        "page",
                        page,
                        "failure",
                        failure);
    }

    /** When each file was changed last. A folder that can't be read has none. */
    private Map<Path, FileTime> files() {
        Map<Path, FileTime> times = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                times.put(each, Files.getLastModifiedTime(each));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the folder {} can't be read ({})", folder, e.getClass().getSimpleName());
        }
        return times;
    }
}

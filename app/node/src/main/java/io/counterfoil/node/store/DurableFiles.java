package io.counterfoil.node.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Changes of files and folders that last: when a method returns, a power cut doesn't undo what it
 * did.
 */
public final class DurableFiles {
    /** So many that uploads into different folders hardly ever meet at one. */
    private static final int LOCKS = 1024;

    /** How a file begins that is made only to change its folder. */
    private static final String SCRATCH = ".sync-";

    private final Opener opener;
    private final Object[] making = new Object[LOCKS];
    private final Turn[] syncing = new Turn[LOCKS];
    private final AtomicLong moments = new AtomicLong();

    /**
     * Folders in which all folders last, but for the {@link #unsynced}. In any other a killed run may
     * have left some that don't.
     */
    private final Set<Path> settled = ConcurrentHashMap.newKeySet();

    /** Folders that stand, but may be gone after a power cut. */
    private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();

    /**
     * Folders whose last sync failed or still runs: the next one must not take for written what that
     * one was to write.
     */
    private final Set<Path> failed = ConcurrentHashMap.newKeySet();

    public DurableFiles(Opener opener) {
        this.opener = opener;
        Arrays.setAll(making, i -> new Object());
        Arrays.setAll(syncing, i -> new Turn());
    }

    /** The newest sync that was done of folders that share a lock, and when it began. */
    private static final class Turn {
        private @Nullable Path folder;
        private long begun;
    }

    private static <T> T of(T[] locks, Path folder) {
        return locks[Math.floorMod(folder.hashCode(), locks.length)];
    }

    /**
     * Opens what is written and synced here: {@link FileChannel#open(Path, OpenOption...)}, or a
     * test's that looks at what would be left after a power cut.
     */
    public interface Opener {
        FileChannel open(Path file, OpenOption... options) throws IOException;
    }

    /** A new file to write, and to read again. Nothing of it lasts before {@link #put}. */
    FileChannel create(Path file) throws IOException {
        return opener.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /**
     * Puts a written file in its place, for an older one there or none. The folder is made where it
     * is missing.
     */
    void put(Path file, FileChannel written, Path target) throws IOException {
        written.force(true);
        Path folder = DataFolder.parent(target);
        createFolder(folder);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /**
     * Moves a file to another folder, which is made where it is missing. A power cut in between
     * leaves it in the old place or the new one, and perhaps in both.
     */
    void move(Path file, Path target) throws IOException {
        createFolder(DataFolder.parent(target));
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        sync(DataFolder.parent(target));
        sync(DataFolder.parent(file));
    }

    /**
     * Removes a file; none there is fine.
     *
     * @param gone run once the file is gone, also when that doesn't last
     */
    void delete(Path file, Runnable gone) throws IOException {
        Path folder = DataFolder.parent(file);
        boolean stood = Files.deleteIfExists(file);
        try {
            if (stood) {
                sync(folder);
            } else {
                settle(folder);
            }
        } finally {
            gone.run();
        }
    }

    /**
     * Makes the names in a folder last where nothing is left to do: an earlier try may have failed,
     * or its run was killed, before they did.
     */
    void settle(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            failed.remove(folder);
        } else {
            syncAnew(folder);
        }
    }

    /** Takes it for sure that a folder lasts. */
    void trust(Path folder) {
        settled.add(DataFolder.parent(folder));
    }

    /** Makes a folder with all its missing parents, up to one that lasts. */
    void createFolder(Path folder) throws IOException {
        if (lasts(folder)) {
            return;
        }
        Path parent = DataFolder.parent(folder);
        createFolder(parent);
        synchronized (of(making, folder)) {
            if (!lasts(folder)) {
                // By an earlier run, whose sync may have failed.
                boolean stood = Files.isDirectory(folder);
                unsynced.add(folder);
                Files.createDirectories(folder);
                sync(parent, stood);
                unsynced.remove(folder);
                settled.add(parent);
            }
        }
    }

    /** Somebody who makes a folder says that it is unsynced before it stands. */
    private boolean lasts(Path folder) {
        return settled.contains(DataFolder.parent(folder))
                && Files.isDirectory(folder)
                && !unsynced.contains(folder);
    }

    /** Makes the names in a folder last. */
    void sync(Path folder) throws IOException {
        sync(folder, false);
    }

    /** The same where a sync may have failed in an earlier run. */
    void syncAnew(Path folder) throws IOException {
        sync(folder, true);
    }

    /**
     * One at a time: a system tells of a fault only once, so one beside another that fails must not be
     * done before that one says so. The first of those who waited meanwhile does it for all of them.
     */
    private void sync(Path folder, boolean anew) throws IOException {
        long asked = moments.incrementAndGet();
        Turn turn = of(syncing, folder);
        synchronized (turn) {
            if (!anew && folder.equals(turn.folder) && turn.begun > asked) {
                return;
            }
            long begun = moments.incrementAndGet();
            boolean again = !failed.add(folder);
            if (anew || again) {
                stir(folder);
            }
            try (FileChannel channel = opener.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
            failed.remove(folder);
            turn.folder = folder;
            turn.begun = begun;
        }
    }

    /**
     * Changes a folder. After a sync that failed a system may take names for written that aren't,
     * and then writes of the folder only what changes again: the part of it that most have only.
     */
    private void stir(Path folder) throws IOException {
        Path scratch = folder.resolve(SCRATCH + UUID.randomUUID());
        try {
            create(scratch).close();
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    /** Whether a file is what a killed run left of a sync. */
    static boolean isScratch(Path file) {
        return String.valueOf(file.getFileName()).startsWith(SCRATCH);
    }
}

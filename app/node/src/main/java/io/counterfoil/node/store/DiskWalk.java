package io.counterfoil.node.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/** Goes through the files that an account has in one place. */
abstract class DiskWalk extends SimpleFileVisitor<Path> {
    final UUID account;
    final Path root;
    final ObjectStore.Finder finder;

    DiskWalk(UUID account, Path root, ObjectStore.Finder finder) {
        this.account = account;
        this.root = root;
        this.finder = finder;
    }

    void run() throws IOException {
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, this);
        }
    }

    abstract void found(Path file, BasicFileAttributes attributes);

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
        if (DurableFiles.isScratch(file)) {
            Files.delete(file);
        } else {
            found(file, attributes);
        }
        return FileVisitResult.CONTINUE;
    }

    String below(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /** Objects, and the repositories that they are in. */
    static final class Objects extends DiskWalk {
        Objects(UUID account, Path root, ObjectStore.Finder finder) {
            super(account, root, finder);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String repository = Layout.repositoryOf(below(dir) + "/");
            if (repository != null) {
                finder.repository(repository);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        void found(Path file, BasicFileAttributes attributes) {
            Location location = Layout.location(account, below(file));
            if (location == null) {
                finder.stranger(file.toString());
            } else {
                finder.object(
                        location,
                        new StoredObject(
                                attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
        }
    }

    /** What clients deleted and is kept for a while. */
    static final class Kept extends DiskWalk {
        Kept(UUID account, Path root, ObjectStore.Finder finder) {
            super(account, root, finder);
        }

        @Override
        void found(Path file, BasicFileAttributes attributes) {
            Deleted deleted = Layout.deleted(account, below(file), attributes.size());
            if (deleted == null) {
                finder.stranger(file.toString());
            } else {
                finder.deleted(deleted);
            }
        }
    }

    /** What was set aside, as its bytes are not what its name says. */
    static final class Damaged extends DiskWalk {
        Damaged(UUID account, Path root, ObjectStore.Finder finder) {
            super(account, root, finder);
        }

        @Override
        void found(Path file, BasicFileAttributes attributes) {
            Deleted damaged = Layout.deleted(account, below(file), attributes.size());
            if (damaged == null || !attributes.isRegularFile()) {
                finder.stranger(file.toString());
            } else {
                finder.damaged(damaged);
            }
        }
    }
}

package io.counterfoil.node;

import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Remembers what was synced, and so what is left after a power cut: of a folder the names that it
 * had when it was last synced, of a file the bytes. Whatever wasn't synced is gone. When a sync of
 * a folder failed, the next one does nothing unless the folder changed, and succeeds.
 */
final class PowerCutDisk implements DurableFiles.Opener {
    private final Map<Object, byte[]> files = new HashMap<>();
    private final Map<Object, Map<String, Entry>> folders = new HashMap<>();

    /** The names of folders when a sync of them failed, unless a file was made there since. */
    private final Map<Object, Map<String, Entry>> dropped = new HashMap<>();

    private volatile BeforeSync beforeSync = path -> {};

    /** What a name in a folder stands for. */
    private record Entry(Object key, boolean isFolder) {}

    /** Is told before anything is synced, and may hold that up. */
    interface BeforeSync {
        void of(Path path) throws IOException;
    }

    void beforeSync(BeforeSync listener) {
        beforeSync = listener;
    }

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(path, options);
        if (List.of(options).contains(StandardOpenOption.CREATE_NEW)) {
            changed(DataFolder.parent(path));
        }
        return new Watched(channel, path);
    }

    private synchronized void changed(Path folder) throws IOException {
        dropped.remove(key(folder));
    }

    private synchronized void failed(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            dropped.put(key(path), names(path));
        }
    }

    private void forced(FileChannel channel, Path path, boolean metaData) throws IOException {
        try {
            beforeSync.of(path);
        } catch (IOException e) {
            failed(path);
            throw e;
        }
        channel.force(metaData);
        synchronized (this) {
            if (Files.isDirectory(path)) {
                Map<String, Entry> names = names(path);
                if (!names.equals(dropped.get(key(path)))) {
                    dropped.remove(key(path));
                    folders.put(key(path), names);
                }
            } else {
                files.put(key(path), Files.readAllBytes(path));
            }
        }
    }

    private static Map<String, Entry> names(Path folder) throws IOException {
        Map<String, Entry> names = new TreeMap<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                try {
                    names.put(
                            child.getFileName().toString(),
                            new Entry(key(child), Files.isDirectory(child)));
                } catch (NoSuchFileException e) {
                    // The folder that the data folder is in has others' folders, too, which go.
                }
            }
        }
        return names;
    }

    private static Object key(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    /** Lays out what would be left of a folder now. */
    synchronized Path afterPowerCut(Path folder, Path target) throws IOException {
        layOut(new Entry(key(folder), true), target);
        return target;
    }

    private void layOut(Entry entry, Path target) throws IOException {
        if (!entry.isFolder()) {
            Files.write(target, files.getOrDefault(entry.key(), new byte[0]));
            return;
        }
        Files.createDirectories(target);
        for (var name : folders.getOrDefault(entry.key(), Map.of()).entrySet()) {
            layOut(name.getValue(), target.resolve(name.getKey()));
        }
    }

    private final class Watched extends FileChannel {
        private final FileChannel channel;
        private final Path path;

        Watched(FileChannel channel, Path path) {
            this.channel = channel;
            this.path = path;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            forced(channel, path, metaData);
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return channel.read(bytes);
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
            return channel.read(bytes, offset, length);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return channel.read(bytes, position);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
            return channel.write(bytes, offset, length);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            return channel.write(bytes, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target)
                throws IOException {
            return channel.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count)
                throws IOException {
            return channel.transferFrom(source, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return channel.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return channel.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}

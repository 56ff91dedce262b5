package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir private Path folder;

    /** The system has told the first one of a fault, and says nothing of it to the second. */
    @Test
    void aSyncBesideOneThatFailsChangesTheFolderAnew() throws Exception {
        List<Path> opened = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch secondIsDone = new CountDownLatch(1);
        DurableFiles files =
                new DurableFiles(
                        (file, options) -> {
                            opened.add(file);
                            if (opened.size() == 1) {
                                begun.countDown();
                                // The second one is never done before.
                                hold(secondIsDone, 300);
                                throw new IOException("a fault of the disk");
                            }
                            return FileChannel.open(file, options);
                        });
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> first = threads.submit(() -> syncAndFail(files));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            files.sync(folder);
            secondIsDone.countDown();
            first.get();
        }
        assertThat(opened).hasSize(3).last().isEqualTo(folder);
        assertThat(opened.get(1).getParent())
                .as("where something is to be written")
                .isEqualTo(folder);
    }

    @Test
    void whatWasDoneBeforeASyncBeganNeedsNoOther() throws Exception {
        List<Path> opened = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        DurableFiles files =
                new DurableFiles(
                        (file, options) -> {
                            opened.add(file);
                            if (opened.size() == 1) {
                                begun.countDown();
                                hold(othersWait, 20_000);
                            }
                            return FileChannel.open(file, options);
                        });
        List<Thread> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> syncs = new ArrayList<>();
            syncs.add(threads.submit(() -> sync(files)));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 3; i++) {
                CountDownLatch started = new CountDownLatch(1);
                syncs.add(
                        threads.submit(
                                () -> {
                                    others.add(Thread.currentThread());
                                    started.countDown();
                                    sync(files);
                                }));
                assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
            }
            while (!others.stream().allMatch(other -> other.getState() == Thread.State.BLOCKED)) {
                Thread.sleep(5);
            }
            othersWait.countDown();
            for (Future<?> sync : syncs) {
                sync.get();
            }
        }
        assertThat(opened).as("the first one, and one for all that came beside it").hasSize(2);
    }

    private void sync(DurableFiles files) {
        try {
            files.sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void syncAndFail(DurableFiles files) {
        assertThatThrownBy(() -> files.sync(folder)).hasMessage("a fault of the disk");
    }

    private static void hold(CountDownLatch done, long milliseconds) {
        try {
            var unused = done.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.counterfoil.node.copies;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.AccountFiles;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.FolderFiles;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.Room;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a copy ends that nothing of the protocol ends. */
class CopyRunIT {
    private static final UUID ID = new UUID(0, 1);

    @TempDir Path folder;

    @Test
    void aCopyThatDiesOfAnErrorIsToldAsFailed() throws Exception {
        Copy.Request asked =
                new Copy.Request(
                        UUID.randomUUID(),
                        new Copy.Source(URI.create("http://127.0.0.1:9/"), "copier", "secret"),
                        List.of(),
                        true,
                        null,
                        null);
        AtomicInteger asks = new AtomicInteger();
        InstantSource clock =
                () -> {
                    // First when it began, then when it is done.
                    if (asks.incrementAndGet() == 2) {
                        throw new NoClassDefFoundError("as when a program is replaced under a node");
                    }
                    return Instant.EPOCH;
                };
        try (DataFolder data = DataFolder.open(folder, new DurableFiles(FileChannel::open));
                HttpClient http = HttpClient.newHttpClient()) {
            Accounts accounts = accounts(data);
            accounts.put(ID, anAccount().state(AccountState.CLOSED).build());
            Account account = Objects.requireNonNull(accounts.get(ID));
            CopyRun run =
                    new CopyRun(account, accounts, new Source(http, asked.from()), asked, clock);
            run.begin();
            await("it ends").until(() -> run.progress().state() != Copy.Phase.RUNNING);
            assertThat(run.progress().state()).isEqualTo(Copy.Phase.FAILED);
            assertThat(run.progress().problem()).isEqualTo(Refusal.FAULT.reason());
            assertThat(run.progress().finishedAt()).isEqualTo(Instant.EPOCH);
        }
    }

    private static Accounts accounts(DataFolder data) {
        ObjectStore store =
                new DiskStore(data, new Room(() -> 1L << 30, 0), new ByteBufferPool.NonPooling());
        LocationLocks locks = new LocationLocks();
        Quotas quotas = new Quotas();
        return new Accounts(
                new AccountFiles(new FolderFiles(data)),
                id -> new AccountContent(id, quotas.meter(), store, locks, () -> Instant.EPOCH),
                () -> Instant.EPOCH,
                Duration.ZERO);
    }
}

package io.counterfoil.node.accounts;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.FolderFiles;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Room;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.jetty.io.ByteBufferPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of accounts that went elsewhere, and what is never removed. */
class EmptierIT {
    private static final UUID ID = new UUID(0, 1);
    private static final URI ELSEWHERE = URI.create("https://b.example/");

    @TempDir Path folder;

    @Test
    void anAccountComesBackOnlyOnceItsRemovalIsOverAndNothingOfItIsRemovedFromThenOn()
            throws Exception {
        try (DataFolder data = DataFolder.open(folder, new DurableFiles(FileChannel::open))) {
            Accounts accounts = accounts(data);
            accounts.put(ID, anAccount().version(1).build());
            Account account = Objects.requireNonNull(accounts.get(ID));
            account.content().createRepository("", () -> null);
            accounts.put(ID, anAccount().version(2).moved(ELSEWHERE, MovedTo.Kept.DROPPED).build());

            assertThat(accounts.beginEmptying(account)).isTrue();
            account.content().empty();
            assertThat(accounts.put(ID, anAccount().version(3).build()))
                    .as("its bytes are gone, but who removes them may still be at it")
                    .isInstanceOf(Accounts.PutOutcome.Emptying.class);
            accounts.endEmptying(account);
            assertThat(accounts.put(ID, anAccount().version(3).build()))
                    .isInstanceOf(Accounts.PutOutcome.InForce.class);

            account.content().createRepository("", () -> null);
            assertThat(accounts.beginEmptying(account)).isFalse();
        }
    }

    private static Accounts accounts(DataFolder data) throws Exception {
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

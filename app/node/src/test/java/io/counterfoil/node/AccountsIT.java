package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.accounts.BasicPair;
import io.counterfoil.node.accounts.Logins;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Room;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ByteBufferPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in numbers, and accounts that come in with trouble. */
class AccountsIT {
    private static final byte[] PACK = Blobs.bytes(700, 1);
    private static final String DATA = "/data/" + Blobs.name(PACK);

    @TempDir Path folder;

    @Test
    void anAccountThatIsNotTakenInTakesNoRoomFromItsPool() throws Exception {
        UUID pool = UUID.randomUUID();
        UUID lost;
        try (TestNode node = TestNode.start(folder)) {
            lost = node.open(anAccount().pool(pool, 1000).user("lost"));
            node.client("lost").withRepository().post(DATA, PACK);
        }
        Path file = folder.resolve("accounts").resolve(lost + ".json");
        Files.delete(file);
        try (TestNode node = TestNode.start(folder)) {
            node.open(anAccount().user("taken"));
            AccountSpecs taken = anAccount().pool(pool, 1000).user("taken");
            assertThat(node.tryPut(lost, taken.build()).statusCode()).isEqualTo(409);
            Files.createDirectories(file.resolve("in the way"));
            AccountSpecs unwritable = anAccount().pool(pool, 1000).user("lost");
            assertThat(node.tryPut(lost, unwritable.build()).statusCode()).isEqualTo(500);

            node.open(anAccount().pool(pool, 1000).user("sub"));
            assertThat(node.client("sub").withRepository().post(DATA, PACK)).isEqualTo(200);
        }
    }

    @Test
    void aPurgeComesDueThoughTheClockIsSetBackMeanwhile() throws Exception {
        AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
        NodeSettings any = NodeSettings.in(folder);
        NodeSettings settings =
                new NodeSettings(folder, any.data(), any.admin(), Duration.ofSeconds(1), 1L << 20);
        try (TestNode node = TestNode.start(settings, () -> Instant.now().plus(offset.get()))) {
            UUID id = node.open(anAccount().user("anna"));
            assertThat(node.admin("DELETE", "admin/accounts/" + id, null).statusCode())
                    .isEqualTo(202);
            offset.set(Duration.ofMillis(-700));
            await("the purge is done")
                    .until(
                            () ->
                                    Objects.requireNonNull(node.status(id).purge()).phase()
                                            == Purge.Phase.DONE);
        }
    }

    @Test
    @Timeout(20)
    void aHundredThousandAccountsAreKnownInSeconds() throws Exception {
        Logins logins = new Logins();
        try (DataFolder data = DataFolder.open(folder, new DurableFiles(FileChannel::open))) {
            ObjectStore store =
                    new DiskStore(data, new Room(() -> 0, 0), new ByteBufferPool.NonPooling());
            LocationLocks locks = new LocationLocks();
            for (int i = 0; i < 100_000; i++) {
                UUID id = new UUID(0, i);
                AccountContent content =
                        new AccountContent(
                                id,
                                new Quotas().meter(),
                                store,
                                locks,
                                () -> Instant.EPOCH);
                var spec = anAccount().user("user-" + i).build();
                logins.replace(
                        new Account(id, content, new Account.Entry(spec, null, null, null, null, null)),
                        List.of(),
                        spec.credentials());
            }
        }
        BasicPair pair = BasicPair.of(AccountSpecs.authorization("user-99999"));
        assertThat(logins.authenticate(Objects.requireNonNull(pair))).isNotNull();
    }
}

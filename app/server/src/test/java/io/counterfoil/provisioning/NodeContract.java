package io.counterfoil.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.TestWorld;
import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the node client relies on, held against the fake node and the real one. */
abstract class NodeContract {
    @TempDir Path folder;
    private TestWorld world;
    private Node node;
    private NodeClient client;

    /** Starts the node under test. */
    abstract URI start(Path folder) throws Exception;

    /** The key of the node under test. */
    abstract NodeKey key();

    /** Stops it. */
    abstract void stop();

    @BeforeEach
    void register() throws Exception {
        URI url = start(folder);
        world = TestWorld.alone();
        world.wiring().storage().nodes().register("one", url, url, key());
        node = new Node(UUID.randomUUID(), "one", url);
        client = new NodeClient(world.wiring().storage().nodes(), InstantSource.system());
    }

    @AfterEach
    void close() {
        client.close();
        world.close();
        stop();
    }

    @Test
    void noKeyGoesInClearToAnAddressThatAnOlderVersionHasNoted() {
        Node elsewhere = new Node(UUID.randomUUID(), "one", URI.create("http://192.0.2.1:8701/"));
        assertThatThrownBy(() -> client.capacity(elsewhere))
                .isInstanceOf(NodeClient.NodeException.class)
                .hasMessageContaining("The key of the node one would go to another machine in clear")
                .hasMessageContaining("Start this server again");
        Node unknown = new Node(UUID.randomUUID(), "two", URI.create("http://192.0.2.1:8701/"));
        assertThatThrownBy(() -> client.capacity(unknown))
                .isInstanceOf(NodeClient.NodeException.class)
                .hasMessageContaining("no key for the node two");
    }

    @Test
    void aSpecificationIsInForceAlsoWhenItIsSentAgain() {
        UUID account = UUID.randomUUID();
        AccountSpec spec = spec(1, 1000L, account);
        assertThat(client.put(node, account, spec)).isEqualTo(new NodeClient.Put.InForce());
        assertThat(client.put(node, account, spec)).isEqualTo(new NodeClient.Put.InForce());
        assertThat(client.page(node, null).what().accounts())
                .singleElement()
                .satisfies(status -> assertThat(status.spec()).isEqualTo(spec));
    }

    @Test
    void anOlderVersionIsRefusedWithTheNewerOne() {
        UUID account = UUID.randomUUID();
        AccountSpec there = spec(5, 1000L, account);
        client.put(node, account, there);
        assertThat(client.put(node, account, spec(4, 2000L, account)))
                .isEqualTo(new NodeClient.Put.Ahead(there));
    }

    @Test
    void theSameVersionWithAnotherContentIsRefused() {
        UUID account = UUID.randomUUID();
        AccountSpec there = spec(5, 1000L, account);
        client.put(node, account, there);
        assertThat(client.put(node, account, spec(5, 2000L, account)))
                .isEqualTo(new NodeClient.Put.Ahead(there));
    }

    @Test
    void aCredentialOfAnotherAccountIsRefused() {
        UUID account = UUID.randomUUID();
        client.put(node, account, spec(1, 1000L, account));
        assertThatThrownBy(() -> client.put(node, UUID.randomUUID(), spec(1, 1000L, account)))
                .isInstanceOf(NodeClient.NodeException.class)
                .hasMessageStartingWith("The node one refuses: ");
    }

    @Test
    void moreThanAMebibyteOfCredentialsIsRefused() {
        List<Credential> credentials =
                IntStream.range(0, 10_000)
                        .mapToObj(at -> Credential.of("r" + at, "secret", Scope.FULL))
                        .toList();
        AccountSpec large = new AccountSpec(1, null, null, null, AccountState.OPEN, credentials);
        assertThatThrownBy(() -> client.put(node, UUID.randomUUID(), large))
                .isInstanceOf(NodeClient.NodeException.class);
    }

    @Test
    void anAccountIsFoundAsItStandsAndOneThatNobodyKnowsIsNot() {
        UUID account = UUID.randomUUID();
        assertThat(client.find(node, account)).isEmpty();
        AccountSpec spec = spec(1, 1000L, account);
        client.put(node, account, spec);
        assertThat(client.find(node, account).orElseThrow().what().spec()).isEqualTo(spec);
    }

    @Test
    void aPurgeEndsWithAReceiptAndLeavesNoWayBack() {
        UUID account = UUID.randomUUID();
        assertThat(client.delete(node, account)).isEmpty();
        client.put(node, account, spec(1, 1000L, account));
        await().until(
                        () ->
                                requireNonNull(
                                                        client.delete(node, account)
                                                                .orElseThrow()
                                                                .purge())
                                                .phase()
                                        == Purge.Phase.DONE);
        assertThat(client.page(node, null).what().accounts()).isEmpty();
        assertThatThrownBy(() -> client.put(node, account, spec(2, 1000L, account)))
                .isInstanceOf(NodeClient.NodeException.class);
    }

    @Test
    void pagesListEveryAccountOnceInTheOrderOfIds() {
        TreeSet<String> ids = new TreeSet<>();
        for (int i = 0; i <= NodeClient.PAGE; i++) {
            UUID account = UUID.randomUUID();
            client.put(node, account, spec(1, null, account));
            ids.add(account.toString());
        }
        List<String> listed = new ArrayList<>();
        UUID after = null;
        do {
            AccountPage page = client.page(node, after).what();
            page.accounts().forEach(status -> listed.add(status.id().toString()));
            after = page.next();
        } while (after != null);
        assertThat(listed).containsExactlyElementsOf(ids);
    }

    @Test
    void aWrongKeyIsRefusedInWords() throws Exception {
        Path other = folder.resolve("other.key");
        NodeKey wrong = NodeKey.readOrCreate(other, new SecureRandom());
        Node locked = new Node(UUID.randomUUID(), "two", node.adminUrl());
        world.wiring().storage().nodes().register("two", node.adminUrl(), node.adminUrl(), wrong);
        assertThatThrownBy(() -> client.page(locked, null))
                .isInstanceOf(NodeClient.NodeException.class)
                .hasMessageStartingWith("The node two refuses: ");
    }

    @Test
    void aNodeSaysThatItIsWell() {
        assertThatCode(() -> client.mustBeWell(node)).doesNotThrowAnyException();
    }

    private static AccountSpec spec(long version, @Nullable Long quota, UUID account) {
        return new AccountSpec(
                version,
                quota,
                null,
                null,
                AccountState.OPEN,
                List.of(Credential.of("r" + account, "secret", Scope.FULL)));
    }
}

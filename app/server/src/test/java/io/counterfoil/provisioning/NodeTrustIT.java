package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.SelfSigned;
import io.counterfoil.TestWorld;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Authorities;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes over TLS, each with certificates that vouch for it alone. */
class NodeTrustIT {
    private static final Caller SYSTEM = new Caller(Scope.system(), Actor.job("test"));

    @TempDir Path folder;

    @Test
    void theCertificatesOfANodeVouchForItAndForNoOther() throws Exception {
        Path northern = folder.resolve("north.pem");
        Path southern = folder.resolve("south.pem");
        try (FakeNode north =
                        new FakeNode(
                                folder.resolve("n"), SelfSigned.key("localhost", northern));
                FakeNode south =
                        new FakeNode(
                                folder.resolve("s"), SelfSigned.key("localhost", southern));
                TestWorld world = TestWorld.alone()) {
            register(world, "north", north, northern);
            register(world, "south", south, southern);
            world.wiring().storage().survey().look();
            assertThat(isAnswering(world, "north")).isTrue();
            assertThat(isAnswering(world, "south")).isTrue();

            register(world, "north", north, southern);
            register(world, "south", south, null);
            world.wiring().storage().survey().look();
            assertThat(isAnswering(world, "north")).isFalse();
            assertThat(isAnswering(world, "south")).isFalse();
        }
    }

    private static void register(
            TestWorld world, String name, FakeNode node, @Nullable Path certificates) {
        world.wiring()
                .storage()
                .nodes()
                .register(
                        new NodeEntry(
                                name,
                                node.url(),
                                node.url(),
                                node.key(),
                                certificates == null
                                        ? null
                                        : Authorities.trustingOnly(certificates, "certificates"),
                                Offer.UNLIMITED));
    }

    private static boolean isAnswering(TestWorld world, String name) {
        return world
                .wiring()
                .transactions()
                .read(SYSTEM, world.wiring().storage().rooms()::all)
                .stream()
                .filter(room -> room.name().equals(name))
                .allMatch(room -> room.problem() == null);
    }
}

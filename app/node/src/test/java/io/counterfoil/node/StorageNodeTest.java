package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageNodeTest {
    @Test
    void itIsStoppedThoughSomethingDoesNotEndInTime() throws Exception {
        Server server = new Server();
        server.setStopTimeout(10);
        LifeCycle part = new AbstractLifeCycle() {};
        server.addBean(part);
        server.addBean(new NeverDone());
        server.start();
        StorageNode.stop(server);
        assertThat(part.isStopped()).isTrue();
    }

    /** As a request is that goes on and on. */
    private static final class NeverDone implements Graceful {
        @Override
        public CompletableFuture<Void> shutdown() {
            return new CompletableFuture<>();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        ", 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
        "10.0.0.7, 10.0.0.7",
        "backup.example.org, backup.example.org",
        "::1, [::1]",
        "[::1], [::1]",
    })
    void itsAddressIsOneThatCanBeReached(String host, String reachable) {
        assertThat(StorageNode.url("http", host, 8700)).hasToString("http://" + reachable + ":8700/");
        assertThat(StorageNode.url("http", host, 8700).getHost()).isEqualTo(reachable);
    }
}

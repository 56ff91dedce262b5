package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that can't be written costs its own lines and no client's request. */
class LostLinesIT {
    /** More lines than fit into a pipe of 64 KiB, a queue of 256 and what is taken out of it. */
    private static final int REQUESTS = 1_500;

    @TempDir Path folder;

    @Test
    void aPipeThatNobodyReadsAndAFullDiskForLogsHoldNobodyUp() throws Exception {
        Path pipe = folder.resolve("log");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        // Open for reading, too, or the node would wait for that before it starts.
        try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw");
                ChildNode node = ChildNode.start(folder, "256m", logs(pipe))) {
            node.put(UUID.randomUUID());
            try (RawConnection client = new RawConnection(node.url("application"))) {
                for (int i = 0; i < REQUESTS; i++) {
                    assertThat(ask(client, "HEAD", "/config")).isEqualTo(404);
                }
                assertThat(ask(client, "POST", "/?create=true")).isEqualTo(200);
                assertThat(node.metrics()).containsPattern("node_lost_log_lines_total [1-9]\\d+\\.");

                await("lines are written again once somebody reads")
                        .atMost(Duration.ofSeconds(20))
                        .until(
                                () -> {
                                    ask(client, "GET", "/locks/");
                                    byte[] lines = new byte[1 << 16];
                                    int length = reader.read(lines);
                                    return new String(lines, 0, length, US_ASCII)
                                            .contains("path=/locks/");
                                });
            }
            node.terminate();
            assertThat(node.exit().get(20, TimeUnit.SECONDS).exitValue()).isEqualTo(143);
        }
    }

    private static int ask(RawConnection client, String method, String path) throws Exception {
        String request =
                method + " " + path + " HTTP/1.1\r\nHost: node\r\nContent-Length: 0\r\n"
                        + "Authorization: " + AccountSpecs.authorization("anna") + "\r\n\r\n";
        return client.exchange(method, request.getBytes(US_ASCII), true);
    }

    /** All lines, none of them left out for others, as somebody who bills by them may want it. */
    private static String logs(Path pipe) {
        return """
        logging:
          appenders:
            - type: console
            - {type: file, currentLogFilename: %s, archive: false, discardingThreshold: 0}
            - {type: file, currentLogFilename: /dev/full, archive: false}
        """
                .formatted(pipe);
    }
}

package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageNodeTest {
    @ParameterizedTest
    @CsvSource({
        ", 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
        "10.0.0.7, 10.0.0.7",
        "backup.example.org, backup.example.org",
        "::1, [::1]",
    })
    void itsAddressIsOneThatCanBeReached(String host, String reachable) {
        assertThat(StorageNode.url("http", host, 8700)).hasToString("http://" + reachable + ":8700/");
        assertThat(StorageNode.url("http", host, 8700).getHost()).isEqualTo(reachable);
    }
}

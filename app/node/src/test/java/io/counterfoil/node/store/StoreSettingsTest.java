package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.util.DataSize;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
    private static final ObjectMapper YAML =
            Jackson.newObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static StoreSettings read(String yaml) throws Exception {
        return YAML.readValue(yaml, StoreSettings.class);
    }

    @Test
    void aLocalStoreNeedsNothing() throws Exception {
        assertThat(read("type: local")).isEqualTo(new StoreSettings.Local());
    }

    @Test
    void aBucketNeedsItsNameAndCapacity() throws Exception {
        assertThat(read("{type: s3, bucket: backups, capacity: 2 TiB}"))
                .isInstanceOfSatisfying(
                        StoreSettings.S3.class,
                        s3 -> {
                            assertThat(s3.bucket().bucket()).isEqualTo("backups");
                            assertThat(s3.bucket().endpoint()).isNull();
                            assertThat(s3.bucket().prefix()).isEmpty();
                            assertThat(s3.capacity()).isEqualTo(DataSize.tebibytes(2));
                        });
        assertThatThrownBy(() -> read("{type: s3, bucket: backups}"))
                .hasMessageContaining("needs its bucket, and as capacity how much");
    }

    @Test
    void allOfItCanBeSaid() throws Exception {
        assertThat(
                        read(
                                """
                                {type: s3, endpoint: "https://s3.example.net", region: eu, bucket: b, prefix: node-1,
                                 capacity: 1 GiB, connections: 50, accessKeyFile: a, secretKeyFile: s}
                                """))
                .isInstanceOfSatisfying(
                        StoreSettings.S3.class,
                        s3 -> {
                            assertThat(s3.bucket().endpoint())
                                    .isEqualTo(URI.create("https://s3.example.net"));
                            assertThat(s3.bucket().region()).isEqualTo("eu");
                            assertThat(s3.bucket().prefix()).isEqualTo("node-1/");
                            assertThat(s3.bucket().connections()).isEqualTo(50);
                            assertThat(s3.bucket().accessKeyFile()).isEqualTo(Path.of("a"));
                            assertThat(s3.bucket().secretKeyFile()).isEqualTo(Path.of("s"));
                        });
    }

    @Test
    void aKeyWithoutItsSecretIsRefused() {
        assertThatThrownBy(
                        () -> read("{type: s3, bucket: b, capacity: 1 GiB, accessKeyFile: a}"))
                .hasMessageContaining("name both files or neither");
        assertThatThrownBy(() -> read("{type: s3, bucket: b, capacity: 1 GiB, secret: x}"))
                .hasMessageContaining("secret");
    }
}

package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped configuration says what the defaults are. */
class NodeYmlIT {
    @Test
    void theShippedFileHasTheDefaults() throws Exception {
        NodeConfiguration shipped =
                new YamlConfigurationFactory<>(
                                NodeConfiguration.class,
                                Validators.newValidator(),
                                Jackson.newObjectMapper(),
                                "dw")
                        .build(Path.of(System.getProperty("top"), "app/node/node.yml").toFile());
        NodeConfiguration defaults = new NodeConfiguration();
        assertThat(shipped.getDataFolder()).isEqualTo(defaults.getDataFolder());
        assertThat(shipped.getKeyFile()).isEqualTo(defaults.getKeyFile());
        assertThat(shipped.getPurgeGrace()).isEqualTo(defaults.getPurgeGrace());
        assertThat(shipped.getStore()).isEqualTo(defaults.getStore());
        assertThat(shipped.getMinimumFreeSpace().toBytes())
                .isEqualTo(defaults.getMinimumFreeSpace().toBytes());
        assertThat(shipped.getLimits()).usingRecursiveComparison().isEqualTo(defaults.getLimits());
        assertThat(shipped.server().getShutdownGracePeriod())
                .isEqualTo(defaults.server().getShutdownGracePeriod());
        assertThat(data(shipped.server()).getPort()).isEqualTo(data(defaults.server()).getPort());
        assertThat(data(shipped.server()).getBindHost()).isNull();
        assertThat(admin(shipped.server()).getPort()).isEqualTo(admin(defaults.server()).getPort());
        assertThat(admin(shipped.server()).getBindHost()).isEqualTo("127.0.0.1");
    }

    private static HttpConnectorFactory data(DefaultServerFactory server) {
        return (HttpConnectorFactory) server.getApplicationConnectors().getFirst();
    }

    private static HttpConnectorFactory admin(DefaultServerFactory server) {
        return (HttpConnectorFactory) server.getAdminConnectors().getFirst();
    }
}

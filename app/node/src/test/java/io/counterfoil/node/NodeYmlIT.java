package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped configuration says what the defaults are, and none gives the key away. */
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

    @Test
    void anAdminPortThatOtherMachinesReachHasTls() throws Exception {
        for (String clear :
                List.of(
                        "{type: http, port: 8701}",
                        "{type: http, port: 8701, bindHost: 0.0.0.0}",
                        "{type: http, port: 8701, bindHost: 10.0.0.7}")) {
            assertThatThrownBy(() -> admin(clear))
                    .as(clear)
                    .hasMessageContaining("would take the node's key in clear");
        }
        String files = "certificateFile: node.pem, privateKeyFile: node.key";
        admin("{type: http, port: 8701, bindHost: '::1'}");
        admin("{type: http, port: 8701, bindHost: LOCALHOST}");
        admin("{type: tls, port: 8701, %s}".formatted(files));
        assertThatThrownBy(
                        () ->
                                admin(
                                        "{type: tls, port: 8701, %s}, {type: http, port: 8702}"
                                                .formatted(files)))
                .hasMessageContaining("would take the node's key in clear");
    }

    private static void admin(String connectors) throws Exception {
        new YamlConfigurationFactory<>(
                        NodeConfiguration.class,
                        Validators.newValidator(),
                        Jackson.newObjectMapper(),
                        "dw")
                .build(
                        (path) ->
                                new ByteArrayInputStream(
                                        "server: {adminConnectors: [%s]}"
                                                .formatted(connectors)
                                                .getBytes(UTF_8)),
                        "node.yml");
    }

    private static HttpConnectorFactory data(DefaultServerFactory server) {
        return (HttpConnectorFactory) server.getApplicationConnectors().getFirst();
    }

    private static HttpConnectorFactory admin(DefaultServerFactory server) {
        return (HttpConnectorFactory) server.getAdminConnectors().getFirst();
    }
}

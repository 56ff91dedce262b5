package io.counterfoil.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code node.yml} may say. Each key has a default, so an empty file starts a node. */
public final class NodeConfiguration extends Configuration {
    private Path dataFolder = Path.of("data", "node");
    private @Nullable Path keyFile;
    private StoreSettings store = new StoreSettings.Local();
    private Duration purgeGrace = Duration.seconds(0);
    private LimitSettings limits = new LimitSettings();
    private DataSize minimumFreeSpace = DataSize.bytes(NodeSettings.DEFAULT_MINIMUM_FREE);

    /** The defaults. */
    public NodeConfiguration() {
        super.setServerFactory(new NodeServerFactory());
    }

    static NodeConfiguration of(NodeSettings settings) {
        NodeConfiguration configuration = new NodeConfiguration();
        configuration.dataFolder = settings.dataFolder();
        configuration.purgeGrace = Duration.milliseconds(settings.purgeGrace().toMillis());
        configuration.minimumFreeSpace = DataSize.bytes(settings.minimumFreeBytes());
        configuration.server().listen(settings.data(), settings.admin());
        // Whoever stops the process around it waits for the node, too.
        configuration.server().setShutdownGracePeriod(Duration.seconds(3));
        return configuration;
    }

    /** Everything the node keeps; made when it is missing. */
    @NotNull
    @JsonProperty
    public Path getDataFolder() {
        return dataFolder;
    }

    @JsonProperty
    public void setDataFolder(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** The key that the control service shows; made with a random key when it is missing. */
    @JsonProperty
    public Path getKeyFile() {
        return keyFile == null ? dataFolder.resolve("node.key") : keyFile;
    }

    @JsonProperty
    public void setKeyFile(Path keyFile) {
        this.keyFile = keyFile;
    }

    /** How long a purge waits before it removes anything. */
    @NotNull
    @JsonProperty
    public Duration getPurgeGrace() {
        return purgeGrace;
    }

    @JsonProperty
    public void setPurgeGrace(Duration purgeGrace) {
        this.purgeGrace = purgeGrace;
    }

    /** Room on the volume that uploads leave alone. */
    @NotNull
    @JsonProperty
    public DataSize getMinimumFreeSpace() {
        return minimumFreeSpace;
    }

    @JsonProperty
    public void setMinimumFreeSpace(DataSize minimumFreeSpace) {
        this.minimumFreeSpace = minimumFreeSpace;
    }

    /** How many connections and requests there may be. */
    @Valid
    @NotNull
    @JsonProperty
    public LimitSettings getLimits() {
        return limits;
    }

    @JsonProperty
    public void setLimits(LimitSettings limits) {
        this.limits = limits;
    }

    /** Where objects lie. */
    @NotNull
    @JsonProperty
    public StoreSettings getStore() {
        return store;
    }

    @JsonProperty
    public void setStore(StoreSettings store) {
        this.store = store;
    }

    /** There is one kind of server here, so its {@code type} needn't be told. */
    @Override
    @JsonProperty("server")
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    @JsonDeserialize(as = NodeServerFactory.class)
    public void setServerFactory(ServerFactory factory) {
        super.setServerFactory(factory);
    }

    NodeServerFactory server() {
        return (NodeServerFactory) getServerFactory();
    }
}

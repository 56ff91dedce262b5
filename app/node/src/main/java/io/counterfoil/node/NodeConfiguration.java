package io.counterfoil.node;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.counterfoil.node.data.LimitSettings;
import io.counterfoil.node.store.Room;
import io.counterfoil.node.store.StoreSettings;
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
    private PeerSettings peers = new PeerSettings();
    private @Nullable DataSize scrubRate;
    private java.time.Duration scrubAfter = java.time.Duration.ofMinutes(1);
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

    /** Room on the volume that uploads leave alone, those of a prune half of it. */
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

    /** How other nodes are reached. */
    @NotNull
    @JsonProperty
    public PeerSettings getPeers() {
        return peers;
    }

    @JsonProperty
    public void setPeers(PeerSettings peers) {
        this.peers = peers;
    }

    /**
     * How many bytes a second are read again to find damaged ones; 0 turns that off. Left out, 10
     * MiB of a disk; nothing of a bucket, whose store does that itself and may charge for reading.
     */
    @NotNull
    @JsonProperty
    public DataSize getScrubRate() {
        if (scrubRate != null) {
            return scrubRate;
        }
        return switch (store) {
            case StoreSettings.Local local -> DataSize.mebibytes(10);
            case StoreSettings.S3 s3 -> DataSize.bytes(0);
        };
    }

    @JsonProperty
    public void setScrubRate(DataSize scrubRate) {
        this.scrubRate = scrubRate;
    }

    /** How long after the start that begins. */
    @JsonIgnore
    java.time.Duration scrubAfter() {
        return scrubAfter;
    }

    @JsonIgnore
    void scrubAfter(java.time.Duration delay) {
        scrubAfter = delay;
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

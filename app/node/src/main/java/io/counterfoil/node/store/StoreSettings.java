package io.counterfoil.node.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.counterfoil.node.bucket.BucketSettings;
import io.dropwizard.util.DataSize;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a node keeps its objects: {@code store} in {@code node.yml}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "local", value = StoreSettings.Local.class),
    @JsonSubTypes.Type(name = "s3", value = StoreSettings.S3.class)
})
public sealed interface StoreSettings {
    /** As files in the data folder. */
    record Local() implements StoreSettings {}

    /**
     * In a bucket of an S3-compatible store.
     *
     * @param capacity what the bucket may hold, for the control service to plan with
     */
    record S3(BucketSettings bucket, DataSize capacity) implements StoreSettings {
        private static final int CONNECTIONS = 500;

        @JsonCreator
        static S3 of(
                @JsonProperty("endpoint") @Nullable URI endpoint,
                @JsonProperty("region") @Nullable String region,
                @JsonProperty("bucket") @Nullable String bucket,
                @JsonProperty("prefix") @Nullable String prefix,
                @JsonProperty("capacity") @Nullable DataSize capacity,
                @JsonProperty("connections") @Nullable Integer connections,
                @JsonProperty("accessKeyFile") @Nullable Path accessKeyFile,
                @JsonProperty("secretKeyFile") @Nullable Path secretKeyFile) {
            if (bucket == null || capacity == null) {
                throw new IllegalArgumentException(
                        "a store of type s3 needs its bucket, and as capacity how much that may"
                                + " hold");
            }
            String place = prefix == null ? "" : prefix;
            return new S3(
                    new BucketSettings(
                            endpoint,
                            region == null ? "us-east-1" : region,
                            bucket,
                            place.isEmpty() || place.endsWith("/") ? place : place + "/",
                            connections == null ? CONNECTIONS : connections,
                            BucketSettings.PATIENCE,
                            accessKeyFile,
                            secretKeyFile),
                    capacity);
        }
    }
}

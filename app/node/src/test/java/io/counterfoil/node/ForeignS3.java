package io.counterfoil.node;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketSettings;
import io.counterfoil.node.store.StoreSettings;
import io.dropwizard.util.DataSize;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of any S3 store, which a maintainer names in the environment: {@value #BUCKET}, with
 * {@value #ENDPOINT} unless it is Amazon's own and {@value #REGION} unless it is {@code us-east-1}.
 * The keys are where Amazon's programs look for them.
 */
final class ForeignS3 implements S3Store {
    static final String BUCKET = "COUNTERFOIL_TEST_S3_BUCKET";
    private static final String ENDPOINT = "COUNTERFOIL_TEST_S3_ENDPOINT";
    private static final String REGION = "COUNTERFOIL_TEST_S3_REGION";

    /** The one that the environment names, if it does. */
    static final @Nullable ForeignS3 NAMED = named(System.getenv());

    private final String bucket;
    private final @Nullable URI endpoint;
    private final String region;

    private ForeignS3(String bucket, @Nullable URI endpoint, String region) {
        this.bucket = bucket;
        this.endpoint = endpoint;
        this.region = region;
    }

    private static @Nullable ForeignS3 named(Map<String, String> environment) {
        String bucket = environment.get(BUCKET);
        if (bucket == null || bucket.isEmpty()) {
            return null;
        }
        String endpoint = environment.get(ENDPOINT);
        return new ForeignS3(
                bucket,
                endpoint == null ? null : URI.create(endpoint),
                environment.getOrDefault(REGION, "us-east-1"));
    }

    @Override
    public StoreSettings.S3 store(String prefix) {
        BucketSettings settings =
                new BucketSettings(
                        endpoint, region, bucket, prefix, 200, BucketSettings.PATIENCE, null, null);
        return new StoreSettings.S3(settings, DataSize.gibibytes(10));
    }

    @Override
    public String url() {
        return "s3:"
                + (endpoint == null ? "https://s3." + region + ".amazonaws.com" : endpoint)
                + "/"
                + bucket;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("AWS_DEFAULT_REGION", region);
    }

    /** What lies under a prefix, whose keys are then those of all the bucket. */
    private List<Bucket.Entry> entries(String prefix) throws IOException {
        List<Bucket.Entry> entries = new ArrayList<>();
        try (Bucket all = Bucket.open(store("").bucket())) {
            all.list(prefix, entries::add);
        }
        return entries;
    }

    @Override
    public List<String> keys(String prefix) throws IOException {
        return entries(prefix).stream().map(Bucket.Entry::key).toList();
    }

    @Override
    public long bytes(String prefix) throws IOException {
        return entries(prefix).stream().mapToLong(Bucket.Entry::size).sum();
    }

    @Override
    public void empty(String prefix) throws IOException {
        try (Bucket all = Bucket.open(store("").bucket())) {
            for (String key : keys(prefix)) {
                all.delete(key);
            }
        }
    }
}

package io.counterfoil.node.bucket;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How the store of a bucket is spoken to: with whose keys, how patiently, and in words that other
 * makers' stores understand, too.
 *
 * <p>A store may hang in any way: say nothing, or byte by byte, or take no more. Each request ends all
 * the same, early enough for a client to be told before it gives up by itself.
 *
 * @param http the connections of all but the hurried
 * @param watched the same for bodies that may come slowly
 * @param spare connections of the hurried alone: slow clients may hold all others
 * @param client repeats what fails for a moment
 * @param hurried the same for what is of use only soon
 * @param once doesn't repeat a request: its body can't be read twice, or it may have been done
 */
record BucketClients(
        SdkHttpClient http,
        SdkHttpClient watched,
        SdkHttpClient spare,
        S3Client client,
        S3Client hurried,
        S3Client once)
        implements AutoCloseable {
    static final Duration TO_CONNECT = Duration.ofSeconds(5);

    /** Who is in a hurry has so much less patience. */
    private static final int HURRY = 4;

    /** For the lease and checks of health, one of each kind at a time. */
    private static final int SPARE = 4;

    /**
     * Larger bodies are sent when the store says so: one that refuses them at once, as it is full,
     * might hang up before its answer is read.
     */
    private static final long WITHOUT_ASKING = 64 << 10;

    /**
     * Makes them; nothing is asked yet.
     *
     * <p>The settings' patience is for the next byte, and for all tries of a request together,
     * however it comes.
     *
     * @throws IOException when a key file can't be read
     */
    static BucketClients of(BucketSettings settings) throws IOException {
        Duration patience = settings.patience();
        AwsCredentialsProvider credentials = credentials(settings);
        SdkHttpClient http = http(patience, Transfers.connections(settings.connections()));
        SdkHttpClient watched = new WatchedHttp(http, patience);
        SdkHttpClient spare = http(patience, SPARE);
        return new BucketClients(
                http,
                watched,
                spare,
                client(settings, credentials, http, within(patience)),
                client(settings, credentials, spare, within(patience.dividedBy(HURRY))),
                client(
                        settings,
                        credentials,
                        watched,
                        o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
    }

    private static SdkHttpClient http(Duration patience, int connections) {
        return Apache5HttpClient.builder()
                .connectionTimeout(TO_CONNECT)
                .connectionAcquisitionTimeout(TO_CONNECT)
                .socketTimeout(patience)
                .maxConnections(connections)
                .build();
    }

    /** In case one try hangs, as on a connection that something in between has forgotten, another. */
    private static Consumer<ClientOverrideConfiguration.Builder> within(Duration all) {
        return o ->
                o.retryStrategy(retries())
                        .apiCallAttemptTimeout(all.dividedBy(2))
                        .apiCallTimeout(all);
    }

    /** Three tries within a second: clients come again by themselves. */
    private static RetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(
                        BackoffStrategy.exponentialDelay(
                                Duration.ofMillis(50), Duration.ofMillis(500)))
                .build();
    }

    private static AwsCredentialsProvider credentials(BucketSettings settings)
            throws IOException {
        Path accessKey = settings.accessKeyFile();
        Path secretKey = settings.secretKeyFile();
        if (accessKey == null || secretKey == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                        Files.readString(accessKey).strip(), Files.readString(secretKey).strip()));
    }

    private static S3Client client(
            BucketSettings settings,
            AwsCredentialsProvider credentials,
            SdkHttpClient http,
            Consumer<ClientOverrideConfiguration.Builder> patience) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .httpClient(http)
                        .credentialsProvider(credentials)
                        .putAuthScheme(new KnownBodySigning())
                        .region(Region.of(settings.region()))
                        .overrideConfiguration(patience)
                        .serviceConfiguration(
                                s3 -> s3.expectContinueThresholdInBytes(WITHOUT_ASKING))
                        // The newer defaults add trailers that older stores don't know.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            // Names of buckets in front of the host need a DNS that knows them.
            builder.endpointOverride(endpoint).forcePathStyle(true);
        }
        return builder.build();
    }

    @Override
    public void close() {
        client.close();
        hurried.close();
        once.close();
        watched.close();
        spare.close();
        http.close();
    }
}

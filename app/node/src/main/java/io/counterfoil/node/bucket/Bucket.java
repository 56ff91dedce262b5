package io.counterfoil.node.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, or the part of it below a prefix. Every call waits for the store, so call it from
 * threads that may wait; each of them may throw a {@link BucketException}.
 *
 * <p>An object is written with one request whose length is known before, never in parts: until the
 * last byte has come there is nothing in the bucket, and what is broken off leaves nothing to tidy
 * up.
 */
public final class Bucket implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bucket.class);

    /** Of no object that is ever there. */
    private static final String OTHER_TAG = "\"00000000000000000000000000000000\"";

    private final BucketSettings settings;
    private final BucketClients clients;
    private final S3Client client;
    private final S3Client once;
    private final Transfers transfers;
    private volatile boolean conditional = true;

    private Bucket(
            BucketSettings settings, BucketClients clients, S3Client client, Transfers transfers) {
        this.settings = settings;
        this.clients = clients;
        this.client = client;
        this.once = clients.once();
        this.transfers = transfers;
    }

    /** What became of an object that was to be made. */
    public enum Created {
        STORED,
        /** The key was taken; what was there stays. */
        TAKEN
    }

    /**
     * An object as a listing shows it.
     *
     * @param key without the prefix of the settings
     */
    public record Entry(String key, long size, Instant modified) {}

    /**
     * A small object as it was found.
     *
     * @param tag null where the store has none
     */
    record Version(byte[] body, @Nullable String tag) {}

    /**
     * Makes a client; nothing is asked yet.
     *
     * @throws IOException when a key file can't be read
     */
    public static Bucket open(BucketSettings settings) throws IOException {
        BucketClients clients = BucketClients.of(settings);
        return new Bucket(
                settings,
                clients,
                clients.client(),
                new Transfers(settings.connections(), BucketClients.TO_CONNECT));
    }

    /**
     * The same bucket for who would rather fail than wait for more than some seconds. Closed with
     * this one.
     */
    public Bucket hurried() {
        return new Bucket(settings, clients, clients.hurried(), transfers);
    }

    private String full(String key) {
        return settings.prefix() + key;
    }

    /**
     * Makes an object unless the key is taken.
     *
     * @param sha256 of the body, in hexadecimal digits; the store compares
     * @param length of the body
     * @param body read while it is sent; when reading fails, nothing is stored
     */
    public Created create(String key, String sha256, long length, InputStream body)
            throws IOException {
        if (!conditional && size(key).isPresent()) {
            return Created.TAKEN;
        }
        PutObjectRequest request =
                PutObjectRequest.builder()
                        .bucket(settings.bucket())
                        .key(full(key))
                        .ifNoneMatch(conditional ? "*" : null)
                        .contentLength(length)
                        .overrideConfiguration(
                                change -> change.putHeader(KnownBodySigning.HASH, sha256))
                        .build();
        AtomicBoolean begun = new AtomicBoolean();
        String what = "writing " + full(key);
        Transfers.Place place = transfers.take(length, what);
        try {
            var unused =
                    once.putObject(
                            request,
                            RequestBody.fromContentProvider(
                                    () -> {
                                        if (begun.getAndSet(true)) {
                                            throw new IllegalStateException(
                                                    "the body is sent once");
                                        }
                                        return body;
                                    },
                                    length,
                                    "application/octet-stream"));
            return Created.STORED;
        } catch (S3Exception e) {
            if (e.statusCode() == 412) {
                return Created.TAKEN;
            }
            throw BucketException.of(e, what);
        } catch (SdkException e) {
            throw BucketException.of(e, what);
        } finally {
            place.close();
        }
    }

    /** The same of a body that is there, so that a store which refuses conditions can be asked again. */
    Created create(String key, byte[] body) throws IOException {
        try {
            return create(key, sha256(body), body.length, new ByteArrayInputStream(body));
        } catch (BucketException e) {
            if (!conditional || !e.isUnknownToStore()) {
                throw e;
            }
            conditional = false;
            return create(key, body);
        }
    }

    /**
     * Finds out whether the store keeps to "only if the key is free". If it doesn't, it is asked
     * before each object, which is as good while nobody else writes here.
     *
     * @param key of an object with this body
     * @return whether it does
     */
    boolean learnConditions(String key, byte[] body) throws IOException {
        if (create(key, body) == Created.STORED) {
            conditional = false;
        }
        if (!conditional) {
            log.warn("the store of {} knows no If-None-Match; it is asked first instead", this);
        }
        return conditional;
    }

    /** The SHA-256 of these bytes in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Puts a small object in place of an older one or none. */
    public void replace(String key, byte[] body) throws IOException {
        write(key, body, null);
    }

    /**
     * Puts a small object in place of the one that was found, on a store that keeps to that; see
     * {@link #keepsToIfMatch}.
     *
     * @return false when there is another one by now, which stays
     */
    boolean replace(String key, byte[] body, Version found) throws IOException {
        return write(key, body, found.tag());
    }

    private boolean write(String key, byte[] body, @Nullable String onlyIf) throws IOException {
        try {
            var unused =
                    client.putObject(
                            put ->
                                    put.bucket(settings.bucket())
                                            .key(full(key))
                                            .ifMatch(onlyIf)
                                            .overrideConfiguration(
                                                    change ->
                                                            change.putHeader(
                                                                    KnownBodySigning.HASH,
                                                                    sha256(body))),
                            RequestBody.fromBytes(body));
            return true;
        } catch (S3Exception e) {
            if (onlyIf != null && e.statusCode() == 412) {
                return false;
            }
            throw BucketException.of(e, "writing " + full(key));
        } catch (SdkException e) {
            throw BucketException.of(e, "writing " + full(key));
        }
    }

    /**
     * Finds out whether the store keeps to "only if it is still the one that was found".
     *
     * @param key of an object with this body
     * @return false also when another one takes its place just then
     */
    boolean keepsToIfMatch(String key, byte[] body) throws IOException {
        try {
            Version found = version(key);
            return found != null
                    && Arrays.equals(found.body(), body)
                    && found.tag() != null
                    && !replace(key, body, new Version(body, OTHER_TAG))
                    && replace(key, body, found);
        } catch (BucketException e) {
            if (e.reason() != BucketException.Reason.WRONG && !e.isUnknownToStore()) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Reads bytes of an object that has them, as they come.
     *
     * @param length at least one
     * @return null when there is none
     * @throws IOException also when the store begins at another byte
     */
    public @Nullable InputStream read(String key, long from, long length) throws IOException {
        String what = "reading " + full(key);
        Transfers.Place place = transfers.take(length, what);
        InputStream part = null;
        try {
            part = read(key, from, length, place);
            return part;
        } catch (NoSuchKeyException e) {
            return null;
        } catch (SdkException e) {
            throw BucketException.of(e, what);
        } finally {
            if (part == null) {
                place.close();
            }
        }
    }

    private InputStream read(String key, long from, long length, Transfers.Place place)
            throws IOException {
        ResponseInputStream<GetObjectResponse> answer =
                client.getObject(
                        get ->
                                get.bucket(settings.bucket())
                                        .key(full(key))
                                        .range("bytes=" + from + "-" + (from + length - 1)));
        String sent = answer.response().contentRange();
        if (!beginsAt(from, sent)) {
            answer.abort();
            throw new IOException(
                    "the store was asked for %s from byte %d on and sends %s"
                            .formatted(full(key), from, sent == null ? "all of it" : sent));
        }
        return new Part(answer, new Allowance(settings.patience()), place);
    }

    /** RFC 9110, 14.2: a server may pass over the range and send all, without this header. */
    private static boolean beginsAt(long from, @Nullable String contentRange) {
        return contentRange == null
                ? from == 0
                : contentRange.startsWith("bytes " + from + "-");
    }

    /** A small object, or null. */
    public byte @Nullable [] read(String key) throws IOException {
        Version found = version(key);
        return found == null ? null : found.body();
    }

    /** The same with what tells it from later ones. */
    @Nullable Version version(String key) throws IOException {
        try {
            ResponseBytes<GetObjectResponse> answer =
                    client.getObjectAsBytes(get -> get.bucket(settings.bucket()).key(full(key)));
            return new Version(answer.asByteArray(), answer.response().eTag());
        } catch (NoSuchKeyException e) {
            return null;
        } catch (SdkException e) {
            throw BucketException.of(e, "reading " + full(key));
        }
    }

    /** How large an object is; empty when there is none. */
    public OptionalLong size(String key) throws IOException {
        try {
            return OptionalLong.of(
                    client.headObject(head -> head.bucket(settings.bucket()).key(full(key)))
                            .contentLength());
        } catch (NoSuchKeyException e) {
            return OptionalLong.empty();
        } catch (SdkException e) {
            throw BucketException.of(e, "asking for " + full(key));
        }
    }

    /** Copies an object within the bucket; false when there is none. */
    public boolean copy(String key, String target) throws IOException {
        try {
            var unused =
                    client.copyObject(
                            copy ->
                                    copy.sourceBucket(settings.bucket())
                                            .sourceKey(full(key))
                                            .destinationBucket(settings.bucket())
                                            .destinationKey(full(target)));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            throw BucketException.of(e, "copying " + full(key));
        }
    }

    /** Removes an object for good; none there is fine. */
    public void delete(String key) throws IOException {
        try {
            var unused =
                    client.deleteObject(gone -> gone.bucket(settings.bucket()).key(full(key)));
        } catch (NoSuchKeyException e) {
            return;
        } catch (SdkException e) {
            throw BucketException.of(e, "deleting " + full(key));
        }
    }

    /** Goes through all objects whose keys begin so, in the order of their keys. */
    public void list(String beginning, Consumer<Entry> found) throws IOException {
        ListObjectsV2Request request =
                ListObjectsV2Request.builder()
                        .bucket(settings.bucket())
                        .prefix(full(beginning))
                        .build();
        try {
            for (S3Object object : client.listObjectsV2Paginator(request).contents()) {
                found.accept(
                        new Entry(
                                object.key().substring(settings.prefix().length()),
                                object.size(),
                                object.lastModified()));
            }
        } catch (SdkException e) {
            throw BucketException.of(e, "listing " + full(beginning));
        }
    }

    /** Succeeds when the bucket is there and the key lets us in. */
    public void probe() throws IOException {
        try {
            var unused = client.listObjectsV2(list -> list.bucket(settings.bucket()).prefix(settings.prefix()).maxKeys(1));
        } catch (SdkException e) {
            throw BucketException.of(e, "asking for the bucket " + settings.bucket());
        }
    }

    /** Its name for people, with the prefix. */
    @Override
    public String toString() {
        return settings.bucket() + "/" + settings.prefix();
    }

    @Override
    public void close() {
        clients.close();
    }
}

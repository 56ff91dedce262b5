package io.counterfoil.node.store;

import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketException;
import io.counterfoil.node.bucket.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Accounts' files in the bucket that has their objects too, so the node itself keeps nothing. */
final class BucketFiles implements SmallFiles {
    private static final String ACCOUNTS = "accounts/";

    /** Files that are fetched at a time. */
    private static final int AT_ONCE = 16;

    private final Bucket bucket;
    private final Lease lease;

    BucketFiles(Bucket bucket, Lease lease) {
        this.bucket = bucket;
        this.lease = lease;
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        BucketPlace.requireHeld(lease, bucket);
        try {
            bucket.replace(ACCOUNTS + name, content);
        } catch (BucketException e) {
            throw BucketPlace.explained(e);
        }
    }

    @Override
    public Map<String, byte[]> readAll() throws IOException {
        List<String> keys = new ArrayList<>();
        bucket.list(ACCOUNTS, entry -> keys.add(entry.key()));
        Map<String, Future<byte[]>> coming = new TreeMap<>();
        Map<String, byte[]> all = new TreeMap<>();
        ExecutorService fetchers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (String key : keys) {
                Callable<byte[]> read = () -> read(key);
                coming.put(key.substring(ACCOUNTS.length()), fetchers.submit(read));
            }
            for (Map.Entry<String, Future<byte[]>> file : coming.entrySet()) {
                all.put(file.getKey(), result(file.getValue()));
            }
        } finally {
            // After the first that can't be read there is no use in waiting for the others.
            fetchers.shutdownNow();
        }
        return all;
    }

    private byte[] read(String key) throws IOException {
        byte[] content = bucket.read(key);
        if (content == null) {
            throw new IOException(key + " went away while it was read");
        }
        return content;
    }

    private static byte[] result(Future<byte[]> file) throws IOException {
        try {
            return file.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known
                    ? known
                    : new IOException("reading failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the node stops", e);
        }
    }

    @Override
    public String where(String name) {
        return bucket + ACCOUNTS + name;
    }
}

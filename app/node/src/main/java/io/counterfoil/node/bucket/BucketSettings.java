package io.counterfoil.node.bucket;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket is and who asks for it.
 *
 * @param endpoint null for Amazon's own of the region
 * @param region what requests are signed for; most other stores take any word
 * @param bucket its name; it has to be there
 * @param prefix what each key begins with: empty, or ending in a slash
 * @param connections the most that uploads and downloads have open at a time, one each; there are some
 *     more for what takes moments
 * @param patience with a store of which nothing comes, and that takes nothing
 * @param accessKeyFile null, like {@code secretKeyFile}, to look where Amazon's programs look: the
 *     environment, {@code ~/.aws}, the machine's role
 */
public record BucketSettings(
        @Nullable URI endpoint,
        String region,
        String bucket,
        String prefix,
        int connections,
        Duration patience,
        @Nullable Path accessKeyFile,
        @Nullable Path secretKeyFile) {
    /**
     * As much as there may be: restic gives a request up after five minutes, and one may wait for
     * another here, or ask twice.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public BucketSettings {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix ends in a slash");
        }
        if ((accessKeyFile == null) != (secretKeyFile == null)) {
            throw new IllegalArgumentException(
                    "an access key is of no use without its secret; name both files or neither");
        }
    }
}

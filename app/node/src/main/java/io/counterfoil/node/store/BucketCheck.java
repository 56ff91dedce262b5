package io.counterfoil.node.store;

import com.codahale.metrics.health.HealthCheck;
import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketException;
import io.counterfoil.node.bucket.Lease;
import java.io.IOException;

/** Healthy while the bucket answers and is ours. */
final class BucketCheck extends HealthCheck {
    private final Bucket bucket;
    private final Lease lease;

    BucketCheck(Bucket bucket, Lease lease) {
        this.bucket = bucket.hurried();
        this.lease = lease;
    }

    @Override
    protected Result check() throws IOException {
        try {
            bucket.probe();
        } catch (BucketException e) {
            return Result.unhealthy(e.getMessage());
        }
        return lease.isHeld()
                ? Result.healthy()
                : Result.unhealthy(
                        "the lease of %s isn't held: nothing is written; see the log", bucket);
    }
}

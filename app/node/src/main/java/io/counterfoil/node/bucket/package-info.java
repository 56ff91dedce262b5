/**
 * Objects by key in an S3-compatible store: Amazon's, Ceph RGW, and others. Knows nothing of
 * accounts and repositories; the node alone uses it.
 */
@NullMarked
package io.counterfoil.node.bucket;

import org.jspecify.annotations.NullMarked;

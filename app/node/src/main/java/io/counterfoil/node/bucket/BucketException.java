package io.counterfoil.node.bucket;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The store refused, failed, or couldn't be reached. */
public final class BucketException extends IOException {
    private static final long serialVersionUID = 1;

    /** Codes by which stores say that there is no room; the standard has none. */
    private static final Set<String> FULL_CODES =
            Set.of(
                    "QuotaExceeded",
                    "EntityTooLarge",
                    "InsufficientStorage",
                    "InsufficientCapacity",
                    "XMinioStorageFull",
                    "XMinioAdminBucketQuotaExceeded");

    /** Codes of requests that were damaged or late on their way, so that they can be sent again. */
    private static final Set<String> AGAIN_CODES =
            Set.of(
                    "RequestTimeout",
                    "BadDigest",
                    "IncompleteBody",
                    "XAmzContentSHA256Mismatch",
                    "XAmzContentChecksumMismatch",
                    "ConditionalRequestConflict",
                    "OperationAborted",
                    "SlowDown",
                    "TooManyRequests",
                    "RequestLimitExceeded");

    private final Reason reason;
    private final boolean certain;

    /** What is the matter. */
    public enum Reason {
        /** There is no more room. */
        FULL,
        /** Nobody answers, or too much is asked at once; worth another try. */
        AWAY,
        /** The key, the bucket or the request is wrong; only the operator can mend it. */
        WRONG
    }

    private BucketException(
            Reason reason, boolean certain, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.certain = certain;
    }

    /** Why a request failed. */
    static BucketException of(SdkException cause, String what) {
        return cause instanceof S3Exception answer ? refused(answer, what) : unanswered(cause, what);
    }

    /** Too many bodies are on their way for one more; nothing was asked of the store. */
    static BucketException crowded(String what) {
        return new BucketException(
                Reason.AWAY, true, what + ": too many uploads and downloads run", null);
    }

    private static BucketException refused(S3Exception answer, String what) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        int status = answer.statusCode();
        Reason reason;
        if (FULL_CODES.contains(code) || status == 507) {
            reason = Reason.FULL;
        } else if (AGAIN_CODES.contains(code) || status >= 500 || status == 429 || status == 408) {
            reason = Reason.AWAY;
        } else {
            reason = Reason.WRONG;
        }
        String message =
                "%s: the store answers %d %s%s".formatted(what, status, code, hint(code, status));
        return new BucketException(reason, status < 500, message, answer);
    }

    private static String hint(String code, int status) {
        return switch (code) {
            case "NoSuchBucket" -> "; make the bucket, or name another one in the settings";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
                    "; check the access key, its secret and the region in the settings";
            case "RequestTimeTooSkewed" -> "; set this machine's clock right";
            default ->
                    status == 401 || status == 403
                            ? "; this access key may not do it: it has to list the bucket, and read,"
                                    + " write and delete in it"
                            : "";
        };
    }

    private static BucketException unanswered(SdkException cause, String what) {
        boolean noKey =
                cause instanceof SdkClientException
                        && String.valueOf(cause.getMessage()).contains("credentials");
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new BucketException(
                noKey ? Reason.WRONG : Reason.AWAY,
                noKey,
                what + ": " + root.getMessage(),
                cause);
    }

    /** Whether the store says that it doesn't know what was asked of it. */
    boolean isUnknownToStore() {
        return getCause() instanceof S3Exception answer && answer.statusCode() == 501;
    }

    /** What is the matter. */
    public Reason reason() {
        return reason;
    }

    /** Whether it is sure that the request changed nothing: the store said so, or never got it. */
    public boolean isCertain() {
        return certain;
    }
}

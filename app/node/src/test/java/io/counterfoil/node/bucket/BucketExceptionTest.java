package io.counterfoil.node.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What stores of several makers answer when they refuse, as their manuals list it. */
class BucketExceptionTest {
    @ParameterizedTest
    @CsvSource({
        // Amazon
        "500, InternalError, AWAY",
        "503, ServiceUnavailable, AWAY",
        "503, SlowDown, AWAY",
        "409, ConditionalRequestConflict, AWAY",
        "409, OperationAborted, AWAY",
        "400, RequestTimeout, AWAY",
        "400, IncompleteBody, AWAY",
        "400, BadDigest, AWAY",
        "400, EntityTooLarge, FULL",
        "403, AccessDenied, WRONG",
        "403, RequestTimeTooSkewed, WRONG",
        "403, SignatureDoesNotMatch, WRONG",
        "404, NoSuchBucket, WRONG",
        "501, NotImplemented, AWAY",
        // MinIO
        "507, XMinioStorageFull, FULL",
        "400, XMinioAdminBucketQuotaExceeded, FULL",
        "503, XMinioServerNotInitialized, AWAY",
        "400, XAmzContentSHA256Mismatch, AWAY",
        "503, TooManyRequests, AWAY",
        // Ceph
        "403, QuotaExceeded, FULL",
        "416, InvalidRange, WRONG",
        // A proxy in front of any of them, which knows no codes
        "429, '', AWAY",
        "408, '', AWAY",
        "502, '', AWAY",
        "504, '', AWAY",
        "507, '', FULL"
    })
    void eachMakersAnswerIsUnderstood(int status, String code, BucketException.Reason reason) {
        BucketException refused = BucketException.of(answer(status, code), "writing a");
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining("writing a: the store answers " + status);
        assertThat(refused.isCertain()).as("nothing was changed").isEqualTo(status < 500);
    }

    private static SdkException answer(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(
                        code.isEmpty() ? null : AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Test
    void whoDoesNotAnswerMayHaveDoneIt() {
        BucketException silent =
                BucketException.of(SdkClientException.create("Read timed out"), "writing a");
        assertThat(silent.reason()).isEqualTo(BucketException.Reason.AWAY);
        assertThat(silent.isCertain()).isFalse();
    }

    @Test
    void aMissingKeyIsForTheOperatorToMend() {
        BucketException without =
                BucketException.of(
                        SdkClientException.create("Unable to load credentials"), "writing a");
        assertThat(without.reason()).isEqualTo(BucketException.Reason.WRONG);
        assertThat(without.isCertain()).isTrue();
    }
}

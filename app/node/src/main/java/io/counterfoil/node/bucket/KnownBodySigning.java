package io.counterfoil.node.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signature version 4 over a body whose hash is known before the body is there. Amazon's signer
 * would read the body twice, or cut it into chunks and sign each of them: hashed twice here, and
 * slow to read for some stores. All other requests are left to it.
 *
 * <p>The store compares the body with the hash that was signed, so nothing else than the object
 * that was meant can come to stand.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">the
 *     definition</a>
 */
final class KnownBodySigning
        implements AuthScheme<AwsCredentialsIdentity>, HttpSigner<AwsCredentialsIdentity> {
    /** A request that brings this header along has a known body. */
    static final String HASH = "x-amz-content-sha256";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final AwsV4HttpSigner others = AwsV4HttpSigner.create();

    @Override
    public String schemeId() {
        return AwsV4AuthScheme.SCHEME_ID;
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return providers.identityProvider(AwsCredentialsIdentity.class);
    }

    @Override
    public HttpSigner<AwsCredentialsIdentity> signer() {
        return this;
    }

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        if (request.request().firstMatchingHeader(HASH).isEmpty()) {
            return others.sign(request);
        }
        SignedRequest.Builder signed = SignedRequest.builder().request(signed(request));
        request.payload().ifPresent(signed::payload);
        return signed.build();
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(
            AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        return others.signAsync(request);
    }

    private static SdkHttpRequest signed(SignRequest<? extends AwsCredentialsIdentity> request) {
        AwsCredentialsIdentity who = request.identity();
        Clock clock = request.requireProperty(HttpSigner.SIGNING_CLOCK);
        Instant now = clock.instant();
        SdkHttpRequest.Builder builder = request.request().toBuilder();
        builder.putHeader("Host", host(request.request()));
        builder.putHeader("X-Amz-Date", TIME.format(now));
        if (who instanceof AwsSessionCredentialsIdentity session) {
            builder.putHeader("X-Amz-Security-Token", session.sessionToken());
        }
        SortedMap<String, String> headers = signedHeaders(builder.headers());
        String names = String.join(";", headers.keySet());
        List<String> scope =
                List.of(
                        TIME.format(now).substring(0, 8),
                        request.requireProperty(AwsV4HttpSigner.REGION_NAME),
                        request.requireProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME),
                        "aws4_request");
        String toSign =
                String.join(
                        "\n",
                        ALGORITHM,
                        TIME.format(now),
                        String.join("/", scope),
                        Bucket.sha256(canonical(builder, headers, names).getBytes(UTF_8)));
        return builder.putHeader(
                        "Authorization",
                        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                .formatted(
                                        ALGORITHM,
                                        who.accessKeyId(),
                                        String.join("/", scope),
                                        names,
                                        signature(who.secretAccessKey(), scope, toSign)))
                .build();
    }

    private static String host(SdkHttpRequest request) {
        int port = request.port();
        boolean usual = port == ("https".equals(request.protocol()) ? 443 : 80);
        return usual ? request.host() : request.host() + ":" + port;
    }

    /** Headers that proxies on the way leave alone, and that mean something to the store. */
    private static SortedMap<String, String> signedHeaders(Map<String, List<String>> all) {
        SortedMap<String, String> signed = new TreeMap<>();
        all.forEach(
                (name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (lower.startsWith("x-amz-")
                            || lower.equals("host")
                            || lower.equals("if-none-match")) {
                        signed.put(lower, String.join(",", values).strip());
                    }
                });
        return signed;
    }

    /** A request for an object: its path is encoded once, and there is no query. */
    private static String canonical(
            SdkHttpRequest.Builder request, SortedMap<String, String> headers, String names) {
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append('\n');
        text.append(request.encodedPath()).append('\n');
        text.append('\n');
        headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
        text.append('\n').append(names).append('\n');
        return text.append(headers.get(HASH)).toString();
    }

    private static String signature(String secret, List<String> scope, String text) {
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (String part : scope) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, text));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}

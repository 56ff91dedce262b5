package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * Why the node refused, as an RFC 9457 problem document.
 *
 * @param type stable: {@value #OLDER_VERSION}, {@value #OTHER_CONTENT}, {@value #CREDENTIAL_TAKEN},
 *     {@value #PURGED}, {@value #UNKNOWN_ACCOUNT}, {@value #BAD_REQUEST}, {@value #BAD_KEY} or
 *     {@value #STORE_AWAY}
 * @param title a few words
 * @param status the HTTP status it came with
 * @param detail what to do next
 * @param current the account as it stands, where that explains the refusal
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record NodeProblem(
        String type, String title, int status, String detail, @Nullable AccountStatus current) {

    /** 409: the node already has a newer version. */
    public static final String OLDER_VERSION = "urn:counterfoil:node:older-version";

    /** 409: the node has this version with another content. */
    public static final String OTHER_CONTENT = "urn:counterfoil:node:other-content";

    /** 409: a credential's id belongs to another account of the node. */
    public static final String CREDENTIAL_TAKEN = "urn:counterfoil:node:credential-taken";

    /** 410: the account's bytes are being removed or gone for good. */
    public static final String PURGED = "urn:counterfoil:node:purged";

    /** 404: the node has never heard of the account. */
    public static final String UNKNOWN_ACCOUNT = "urn:counterfoil:node:unknown-account";

    /** 409: the account's bytes are still being removed, after it was moved; try again. */
    public static final String EMPTYING = "urn:counterfoil:node:emptying";

    /** 409: only an account of which no client is served here takes a copy. */
    public static final String NOT_CLOSED = "urn:counterfoil:node:not-closed";

    /** 400, 404, 405, 413: the request itself is wrong. */
    public static final String BAD_REQUEST = "urn:counterfoil:node:bad-request";

    /** 401: no node key, or not this node's. */
    public static final String BAD_KEY = "urn:counterfoil:node:bad-key";

    /** 503, 507: what holds the node's accounts and objects doesn't answer, or has no room. */
    public static final String STORE_AWAY = "urn:counterfoil:node:store-away";
}

package io.counterfoil.platform;

/** The catalogue of problems: their stable slug, HTTP status and title (RFC 9457). */
public enum ProblemType {
    MALFORMED("malformed-request", 400, "The request can't be read"),
    UNAUTHENTICATED("unauthenticated", 401, "Who are you?"),
    FORBIDDEN("forbidden", 403, "Not allowed"),
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "Not available in that format"),
    CONFLICT("conflict", 409, "Not possible now"),
    KEY_REUSED("idempotency-key-reused", 409, "This key was used for another request"),
    DECLINED("declined", 409, "Declined"),
    CODE_REFUSED("code-refused", 409, "This code can't be used"),
    NEEDS_APPROVAL("needs-approval", 409, "A second person must agree"),
    NO_STORAGE_ROOM("no-storage-room", 409, "Not enough storage"),
    GONE("gone", 410, "No longer available"),
    TOO_LARGE("too-large", 413, "Too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported media type"),
    INVALID("invalid-fields", 422, "Some fields need another look"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many attempts"),
    INTERNAL("internal", 500, "Something went wrong on our side"),
    UNAVAILABLE("unavailable", 503, "Not available just now");

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The last part of the problem's {@code type} URI; never changes. */
    public String slug() {
        return slug;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** A short title, the same for every occurrence. */
    public String title() {
        return title;
    }
}

package io.counterfoil.mail;

/** What has become of a message. */
enum MailState {
    /** It is to be sent; its job tries, and tries again. */
    WAITING,
    /** The mail server took it. */
    SENT,
    /** There is no mail server: it can be read here only. */
    KEPT,
    /** The mail server refused it for good, or could not be reached for very long. */
    FAILED,
    /** Its address gets nothing any more. */
    SUPPRESSED
}

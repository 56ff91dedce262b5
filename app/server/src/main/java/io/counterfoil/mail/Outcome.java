package io.counterfoil.mail;

/** What came of handing a message over. */
sealed interface Outcome {

    /** The mail server answers for it now. */
    record Taken() implements Outcome {}

    /**
     * Not now.
     *
     * @param reason a sentence for staff
     * @param away whether the mail server can't be used at all, so that no other letter would get
     *     through either
     */
    record Later(String reason, boolean away) implements Outcome {}

    /**
     * Never.
     *
     * @param reason a sentence for staff
     * @param badAddress whether nothing else would arrive there either
     */
    record Refused(String reason, boolean badAddress) implements Outcome {}

    /** There is no mail server. */
    record NoServer() implements Outcome {}
}

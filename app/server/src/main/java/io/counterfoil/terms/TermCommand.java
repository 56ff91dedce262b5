package io.counterfoil.terms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What moves a term. */
public sealed interface TermCommand {

    /** Time has passed. Nothing is deleted by it. */
    record Look() implements TermCommand {}

    /**
     * A grant has moved the end.
     *
     * @param end the new one, as {@link Term#extend} found it
     * @param paid whether somebody paid for the time, at a counter or otherwise
     */
    record Extend(Instant end, boolean paid) implements TermCommand {}

    /**
     * A named refund has taken time back.
     *
     * @param end the new one, as {@link Grants#refund} found it
     */
    record Refund(Instant end) implements TermCommand {}

    /**
     * The customer has removed the software and does not want the backups any more. What is to be
     * deleted already keeps its date.
     *
     * @param asked whether its holder was asked first and said yes; they were told then that
     *     signing in keeps it
     */
    record Uninstall(boolean asked) implements TermCommand {}

    /** The customer wants to stay after all. */
    record TakeBack() implements TermCommand {}

    /** The holder has signed in, which shows that they stay if they were told so. */
    record SignIn() implements TermCommand {}

    /**
     * The node has reported a backup.
     *
     * @param at when it was stored
     */
    record BackedUp(Instant at) implements TermCommand {}

    /**
     * The announced date has come and the node has been asked.
     *
     * @param lastBackup when the newest object was stored; null = nothing is stored
     */
    record Purge(@Nullable Instant lastBackup) implements TermCommand {}

    /** The node has confirmed that nothing is left. */
    record Purged() implements TermCommand {}

    /**
     * What remained became time of another plan, to which a grant was added: the only grant that may
     * lead to an earlier end than before, since its days may cost more.
     *
     * @param end the new one
     * @param paid whether any of that time was paid for
     */
    record Convert(Instant end, boolean paid) implements TermCommand {}
}

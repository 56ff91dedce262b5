package io.counterfoil.mail;

import java.time.InstantSource;

/** Where letters are handed over. */
public interface PostOffice extends AutoCloseable {

    /** Whether there is a mail server at all. */
    boolean open();

    /** Hands a letter over; may take as long as the time-outs allow, so never in a transaction. */
    Outcome send(Letter letter);

    @Override
    void close();

    /**
     * The post office of these settings; without a mail server in them one that leaves every letter
     * where it is.
     *
     * @throws java.io.UncheckedIOException if a file that the settings name can't be read
     */
    static PostOffice of(MailSettings settings, InstantSource clock) {
        return settings.given() ? new SmtpPostOffice(settings, clock) : NONE;
    }

    /** What an installation has that no mail server was set up for. */
    PostOffice NONE =
            new PostOffice() {
                @Override
                public boolean open() {
                    return false;
                }

                @Override
                public Outcome send(Letter letter) {
                    return new Outcome.NoServer();
                }

                @Override
                public void close() {
                    // It has nothing open.
                }
            };
}

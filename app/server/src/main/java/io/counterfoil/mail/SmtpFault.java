package io.counterfoil.mail;

import io.counterfoil.platform.Text;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong between us and the mail server, read off what the library throws.
 *
 * @param reason a sentence for staff
 * @param ofConnection whether no other letter would have got through either
 * @param outcome what comes of the letter
 */
record SmtpFault(String reason, boolean ofConnection, Outcome outcome) {
    private static final int PERMANENT = 500;

    /**
     * Replies that say that nothing will ever arrive at the address (RFC 3463, RFC 7505): no such
     * mailbox or domain, not an address, moved away, a domain that takes no mail, a mailbox that is
     * switched off. Whoever says less, also with a bare 550, may mean the sender, a policy or a
     * relay that is set up wrongly, and would say so to any address.
     */
    private static final Pattern BAD_ADDRESS =
            Pattern.compile("(?s)5\\d\\d[ -]5\\.(1\\.(1|2|3|6|10)|2\\.1)(?![.0-9]).*");

    static SmtpFault of(MessagingException failure) {
        List<Exception> all = causes(failure);
        for (Exception cause : all) {
            switch (cause) {
                case SMTPAddressFailedException address -> {
                    return refusal("the recipient", address.getReturnCode(), address, true);
                }
                case SMTPSenderFailedException sender -> {
                    return refusal("the sender", sender.getReturnCode(), sender, false);
                }
                default -> {
                    // Perhaps the next one says more.
                }
            }
        }
        for (Exception cause : all) {
            if (cause instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                return refusal("the message", send.getReturnCode(), send, false);
            }
        }
        return broken(words(all));
    }

    private static SmtpFault refusal(
            String what, int code, MessagingException reply, boolean ofRecipient) {
        String said = OneLine.of(Objects.toString(reply.getMessage(), ""));
        if (code < PERMANENT) {
            String reason =
                    Text.of(
                                    "The mail server does not take {thing} just now: {text}",
                                    "thing",
                                    what,
                                    "text",
                                    said)
                            .toString();
            return new SmtpFault(reason, false, new Outcome.Later(reason, false));
        }
        String reason =
                Text.of("The mail server refuses {thing}: {text}", "thing", what, "text", said)
                        .toString();
        boolean badAddress = ofRecipient && BAD_ADDRESS.matcher(said).matches();
        return new SmtpFault(reason, false, new Outcome.Refused(reason, badAddress));
    }

    private static SmtpFault broken(String reason) {
        return new SmtpFault(reason, true, new Outcome.Later(reason, true));
    }

    private static String words(List<Exception> all) {
        for (Exception cause : all) {
            @Nullable String words =
                    switch (cause) {
                        case AuthenticationFailedException e ->
                                "The mail server does not accept the user name and password in"
                                        + " config.yml.";
                        case UnknownHostException e ->
                                "There is no machine with the mail server's name.";
                        case ConnectException e -> "Nothing answers where the mail server should be.";
                        case SocketTimeoutException e -> "The mail server does not answer in time.";
                        case SSLException e ->
                                withDetail(
                                        "The connection to the mail server can't be encrypted, or"
                                                + " its certificate is not one to trust: {text}",
                                        e);
                        default -> null;
                    };
            if (words != null) {
                return words;
            }
        }
        return withDetail("The connection to the mail server broke off: {text}", all.getFirst());
    }

    private static String withDetail(String pattern, Exception cause) {
        return Text.of(pattern, "text", OneLine.of(Objects.toString(cause.getMessage(), "")))
                .toString();
    }

    /** The failure, and what it hangs together with, from the outside in. */
    private static List<Exception> causes(MessagingException failure) {
        List<Exception> all = new ArrayList<>();
        Exception next = failure;
        while (next != null && !all.contains(next)) {
            all.add(next);
            next = inner(next);
        }
        return all;
    }

    private static @Nullable Exception inner(Exception failure) {
        if (failure instanceof MessagingException mail && mail.getNextException() != null) {
            return mail.getNextException();
        }
        return failure.getCause() instanceof Exception cause ? cause : null;
    }
}

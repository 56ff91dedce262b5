package io.counterfoil.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Addresses as headers and mail servers take them. */
final class MailAddresses {
    private MailAddresses() {}

    /**
     * An address with a name before it. Domains in other alphabets are written as DNS knows them;
     * a part before the @ in another alphabet can't be, and few mail servers would take it.
     *
     * @throws AddressException if no mail can go there
     */
    static InternetAddress of(String address, @Nullable String name) throws AddressException {
        int at = address.lastIndexOf('@');
        String local = address.substring(0, Math.max(at, 0));
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local)) {
            throw new AddressException("letters that mail servers don't know before the @");
        }
        InternetAddress ready = new InternetAddress();
        ready.setAddress(local + "@" + domain(address.substring(at + 1)));
        ready.validate();
        if (name != null) {
            try {
                ready.setPersonal(OneLine.of(name), "UTF-8");
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException(Objects.toString(e.getMessage()), e);
            }
        }
        return ready;
    }

    private static String domain(String domain) throws AddressException {
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException e) {
            throw new AddressException("no domain");
        }
    }
}

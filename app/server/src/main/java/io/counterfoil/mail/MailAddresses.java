package io.counterfoil.mail;

import io.counterfoil.platform.Fields;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as headers and mail servers take them. */
final class MailAddresses {
    // RFC 5322 §3.4.1: a local part is words with dots between them, or anything within quotes.
    private static final Pattern PLAIN =
            Pattern.compile("[\\w!#$%&'*+/=?^`{|}~-]+(\\.[\\w!#$%&'*+/=?^`{|}~-]+)*");

    private static final Pattern QUOTED = Pattern.compile("\".+\"");
    private static final Pattern LAST_DOT = Pattern.compile("\\.$");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /** RFC 1035 §2.3.4. Of much longer ones the conversion for DNS says only that it is broken. */
    private static final int LONGEST_DOMAIN = 253;

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

    /** Whether mail can go there, and come from there. */
    static boolean works(String address) {
        try {
            of(address, null);
            return Fields.isEmail(address);
        } catch (AddressException e) {
            return false;
        }
    }

    /**
     * The one form of all spellings of an address, by which it is known whether it gets nothing:
     * the domain as DNS knows it, small letters, no quotes that aren't needed. Mail servers may
     * tell Anna from anna before the @, but none that people use does.
     */
    static String canonical(String address) {
        int at = address.lastIndexOf('@');
        String local = unquoted(address.substring(0, Math.max(at, 0)));
        String domain = address.substring(at + 1);
        try {
            domain = LAST_DOT.matcher(domain(domain)).replaceFirst("");
        } catch (AddressException e) {
            // Nothing is sent there anyway; it is known as it was written.
            domain = domain.toLowerCase(Locale.ROOT);
        }
        return (local + "@" + domain).toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String local) {
        if (!QUOTED.matcher(local).matches()) {
            return local;
        }
        String bare = ESCAPED.matcher(local.substring(1, local.length() - 1)).replaceAll("$1");
        return PLAIN.matcher(bare).matches() ? bare : local;
    }

    private static String domain(String domain) throws AddressException {
        if (domain.length() > LONGEST_DOMAIN) {
            throw new AddressException("no domain");
        }
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException e) {
            throw new AddressException("no domain");
        }
    }
}

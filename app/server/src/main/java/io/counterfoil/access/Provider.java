package io.counterfoil.access;

import io.counterfoil.brand.Accent;
import io.counterfoil.brand.Palette;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;

/**
 * A tenant: a company that sells online backup.
 *
 * @param id its id
 * @param name as customers know it
 * @param webAddress the host at which its pages are, with the port if it is not the usual one
 * @param zone the time zone of its calendar
 * @param currency in which it sells
 * @param voidLimit from how many items on a second person must agree to void them
 * @param activationLimit the most sales of one till in ten minutes; 0: no limit
 * @param proofApproval whether somebody must approve of a print run's proof before it is printed
 * @param colours in which its cards and labels are printed; the main one is also on its pages and
 *     mails
 */
public record Provider(
        UUID id,
        String name,
        String webAddress,
        ZoneId zone,
        Currency currency,
        int voidLimit,
        int activationLimit,
        boolean proofApproval,
        Palette colours) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The address of its pages, without a slash at the end. */
    public String url() {
        return url(webAddress);
    }

    /** The colour of links on white: its main one, so dark that they can be read. */
    public String linkColour() {
        return Accent.of(colours).onLight();
    }

    /** A web address as a browser takes it: with TLS, except on this machine. */
    public static String url(String webAddress) {
        String host = webAddress.replaceFirst(":[0-9]+$", "");
        return (THIS_MACHINE.contains(host) ? "http://" : "https://") + webAddress;
    }
}

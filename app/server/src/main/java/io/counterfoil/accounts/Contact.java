package io.counterfoil.accounts;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Whom mail about accounts goes to. Accounts of one customer may share one: a change of it shows in
 * all of them.
 *
 * @param id its id
 * @param customer whose it is
 * @param name of the person or the place
 * @param email where mail goes
 * @param confirmed whether the address was given by who reads there or by staff, or somebody has
 *     followed a link that was mailed there
 */
public record Contact(UUID id, UUID customer, String name, String email, boolean confirmed) {
    // Of six digits or more, telephones make a number to call.
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?:[a-z_-]*[0-9]){6})[a-z0-9_-]{3,20}");
    private static final int SHOWN = 3;

    /** What mail calls whoever reads at the address. */
    public String greeting() {
        return greeting(name, email, confirmed);
    }

    /**
     * What mail calls whoever reads at an address: by their name only if it is confirmed. Otherwise
     * a name would be a way to send anybody any sentence in the provider's name.
     */
    static String greeting(String name, String email, boolean confirmed) {
        return confirmed ? name : email;
    }

    /**
     * What mail calls an account. Where it calls nobody by a name, a username may be a stranger's
     * sentence too: one of which mail programs could make a link, or that has room for words, is
     * named by how it begins, unless it is the address itself.
     *
     * @param greeting what the mail calls whoever reads it
     * @param email where it goes
     */
    public static String mailed(String username, String greeting, String email) {
        boolean known = !greeting.equals(email) || username.equalsIgnoreCase(email);
        return known || PLAIN.matcher(username).matches()
                ? username
                : username.substring(0, username.offsetByCodePoints(0, SHOWN)) + "…";
    }
}

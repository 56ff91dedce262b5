package io.counterfoil.accounts;

import java.util.UUID;

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
}

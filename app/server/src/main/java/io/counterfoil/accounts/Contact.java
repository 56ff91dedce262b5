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
 */
public record Contact(UUID id, UUID customer, String name, String email) {}

package io.counterfoil.provisioning.moves;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What moves have to know of accounts, and tell of them. */
public interface Families {
    /**
     * A parent account and its sub-accounts, which share their space and so stand on one node. They
     * stay as they are until the transaction ends.
     *
     * @param account any of them
     * @return the parent first, without those that are deleted; empty if there is no such account
     *     for this caller
     */
    List<UUID> lock(Tx tx, UUID account);

    /** The same accounts as they are now, for who only looks. */
    List<UUID> members(Tx tx, UUID account);

    /** The usernames of the caller's accounts, by the accounts' ids. */
    Map<UUID, String> usernames(Tx tx, Collection<UUID> accounts);

    /** Says in an account's log that somebody has it moved. */
    void asked(Tx tx, UUID account, String from, String to);

    /** Says that an account is on another node now. */
    void moved(Tx tx, UUID account, Relocated relocated);

    /** Says that it stays where it was after all. */
    void stays(Tx tx, UUID account, String node);

    /**
     * Where an account was and is.
     *
     * @param from the name of the node where it was
     * @param to the name of the node where it is
     * @param repository restic's name of its repository from now on
     * @param addressIsNew whether that is another one than before
     */
    record Relocated(String from, String to, String repository, boolean addressIsNew) {}
}

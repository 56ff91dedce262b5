package io.counterfoil.accounts;

import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.moves.Families;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Parent accounts with their sub-accounts, on their way to another storage node: their logs say so,
 * and their holders are told of a new address.
 */
public final class AccountFamilies implements Families {
    private final Mail mail;
    private final EventLog events;

    /** Families whose holders are told by {@code mail}. */
    public AccountFamilies(Mail mail, EventLog events) {
        this.mail = mail;
        this.events = events;
    }

    @Override
    public List<UUID> lock(Tx tx, UUID account) {
        return new FamilyRepository(tx).lock(account);
    }

    @Override
    public List<UUID> members(Tx tx, UUID account) {
        return new FamilyRepository(tx).members(account);
    }

    @Override
    public Map<UUID, String> usernames(Tx tx, Collection<UUID> accounts) {
        return new FamilyRepository(tx).usernames(accounts);
    }

    @Override
    public void asked(Tx tx, UUID account, String from, String to) {
        append(tx, account, "move_asked", Map.of("from", from, "to", to));
    }

    @Override
    public void moved(Tx tx, UUID account, Relocated relocated) {
        append(tx, account, "moved", Map.of("from", relocated.from(), "to", relocated.to()));
        if (relocated.addressIsNew()) {
            new AccountRepository(tx)
                    .holder(account)
                    .ifPresent(
                            holder ->
                                    mail.post(
                                            tx,
                                            Message.of(
                                                    MailKind.ADDRESS_CHANGED,
                                                    holder.greeting(),
                                                    holder.email(),
                                                    Map.of(
                                                            "username",
                                                            holder.mailed(),
                                                            "repository",
                                                            relocated.repository()))));
        }
    }

    @Override
    public void stays(Tx tx, UUID account, String node) {
        append(tx, account, "move_cancelled", Map.of("node", node));
    }

    private void append(Tx tx, UUID account, String type, Map<String, String> facts) {
        events.append(tx, Subject.account(account), type, facts);
    }
}

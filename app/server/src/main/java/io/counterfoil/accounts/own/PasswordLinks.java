package io.counterfoil.accounts.own;

import io.counterfoil.access.Audit;
import io.counterfoil.accounts.AccountLinks;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Mails links with which the holders of accounts set a new password. */
public final class PasswordLinks {
    private final AccountLinks links;
    private final Mail mail;
    private final Audit audit;

    /** Links of {@code links}, sent by {@code mail}; that one was sent is noted in {@code audit}. */
    public PasswordLinks(AccountLinks links, Mail mail, Audit audit) {
        this.links = links;
        this.mail = mail;
        this.audit = audit;
    }

    /**
     * Mails a link for each account, one message to each address. Accounts that were mailed as many
     * as a day allows are left out. What could not be handed over for a day is not sent any more.
     *
     * @return whether any was mailed
     */
    boolean mail(Tx tx, AccountLinks.Asker asker, List<Accounts.Holder> holders) {
        Map<String, List<Accounts.Holder>> byAddress =
                holders.stream()
                        .collect(
                                Collectors.groupingBy(
                                        holder -> holder.email().toLowerCase(Locale.ROOT),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        boolean any = false;
        for (List<Accounts.Holder> told : byAddress.values()) {
            any |= mailTogether(tx, asker, told);
        }
        return any;
    }

    /** Of some only the beginning is told, which may be that of another one. */
    private static String mailed(Accounts.Holder holder, Set<String> others) {
        String called = holder.mailed();
        for (int next = 2; others.contains(called); next++) {
            called = holder.mailed() + " (" + next + ")";
        }
        return called;
    }

    private boolean mailTogether(
            Tx tx, AccountLinks.Asker asker, List<Accounts.Holder> told) {
        List<UUID> accounts = new ArrayList<>();
        List<String> usernames = new ArrayList<>();
        Map<String, String> tokens = new LinkedHashMap<>();
        for (Accounts.Holder holder : told) {
            links.ofPassword(tx, holder.account(), asker)
                    .ifPresent(
                            token -> {
                                accounts.add(holder.account());
                                String called = mailed(holder, tokens.keySet());
                                usernames.add(called);
                                tokens.put(called, token);
                                audit.record(
                                        tx,
                                        "account.password_link_sent",
                                        "account:" + holder.account(),
                                        Map.of());
                            });
        }
        if (usernames.isEmpty()) {
            return false;
        }
        Accounts.Holder first = told.getFirst();
        UUID message =
                mail.post(
                        tx,
                        new Message(
                                        MailKind.PASSWORD_LINK,
                                        first.greeting(),
                                        first.email(),
                                        Map.of("usernames", usernames),
                                        tokens)
                                .until(links.tooLate(tx)));
        links.carriedBy(tx, message, AccountLinks.Kind.PASSWORD, accounts);
        return true;
    }
}

package io.counterfoil.accounts;

import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.FullSpace;
import io.counterfoil.provisioning.SpaceWatch;
import io.counterfoil.web.FileSize;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Warns holders whose accounts are nearly full, before new backups are refused.
 *
 * <p>Each level is told once. Whoever has several accounts gets one message about all that reached
 * one. It does not wait for another day as reminders do: by then there might be no room.
 */
public final class SpaceWarnings {
    private static final double PERCENT = 100;

    private final SpaceWatch watch;
    private final Mail mail;

    /** Warnings of what {@code watch} sees, sent by {@code mail}. */
    public SpaceWarnings(SpaceWatch watch, Mail mail) {
        this.watch = watch;
        this.mail = mail;
    }

    /** In the system scope: the accounts to look at first, after one that was looked at before. */
    public List<Due> due(Tx tx, Due after, int limit) {
        return watch.due(tx, after, limit);
    }

    /** Tells the holder of a due account of it, and of all others of theirs that are due. */
    public void warn(Tx tx, UUID account) {
        List<HolderRepository.Held> held = new HolderRepository(tx).accountsOfHolder(account);
        // A deleted account has no holder, and what it was about to tell nobody needs to know.
        Map<UUID, FullSpace> full =
                watch.take(
                        tx,
                        held.isEmpty()
                                ? List.of(account)
                                : held.stream().map(HolderRepository.Held::account).toList());
        List<Map<String, Object>> told =
                held.stream()
                        .filter(each -> full.containsKey(each.account()))
                        .sorted(
                                Comparator.comparingInt(
                                                (HolderRepository.Held each) ->
                                                        Objects.requireNonNull(
                                                                        full.get(each.account()))
                                                                .level())
                                        .reversed())
                        .map(each ->
                                words(
                                        each.called(),
                                        Objects.requireNonNull(full.get(each.account()))))
                        .toList();
        if (!told.isEmpty()) {
            HolderRepository.Held holder = held.getFirst();
            mail.post(
                    tx,
                    Message.of(
                            MailKind.SPACE_FILLING,
                            holder.greeting(),
                            holder.email(),
                            Map.of(
                                    "account", told.getFirst(),
                                    "others", told.stream().skip(1).toList())));
        }
    }

    private static Map<String, Object> words(String username, FullSpace space) {
        long percent = (long) Math.floor(PERCENT * space.usedBytes() / space.boundBytes());
        return Map.of(
                "username", username,
                "percent", Long.toString(percent),
                "used", FileSize.words(space.usedBytes()),
                "bound", FileSize.words(space.boundBytes()),
                "whose", space.shared() ? "shared" : "own");
    }
}

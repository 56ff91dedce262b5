package io.counterfoil.node;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Usage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One account: what the control service wants of it, and what it stores. */
final class Account {
    private final UUID id;
    private final AccountContent content;
    private volatile Entry entry;

    Account(UUID id, AccountContent content, Entry entry) {
        this.id = id;
        this.content = content;
        this.entry = entry;
    }

    /** What is kept of an account beside its bytes, as written to its file. */
    record Entry(AccountSpec spec, @Nullable Purge purge) {
        boolean purged() {
            return purge != null && purge.phase() == Purge.Phase.DONE;
        }
    }

    UUID id() {
        return id;
    }

    AccountContent content() {
        return content;
    }

    Entry entry() {
        return entry;
    }

    void become(Entry next) {
        entry = next;
    }

    /** The state that counts for clients: an account that is to be purged is closed already. */
    AccountState state() {
        Entry now = entry;
        return now.purge() == null ? now.spec().state() : AccountState.CLOSED;
    }

    AccountStatus status() {
        Entry now = entry;
        Usage usage = content.usage();
        return new AccountStatus(id, now.spec(), usage, progress(now.purge(), usage));
    }

    private static @Nullable Purge progress(@Nullable Purge purge, Usage usage) {
        return purge == null
                ? null
                : new Purge(
                        purge.phase(),
                        purge.requestedAt(),
                        purge.dueAt(),
                        purge.objects(),
                        purge.bytes(),
                        usage.objects().total(),
                        usage.bytes(),
                        purge.finishedAt());
    }
}

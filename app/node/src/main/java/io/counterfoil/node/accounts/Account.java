package io.counterfoil.node.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Seen;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.contract.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One account: what the control service wants of it, and what it stores. */
public final class Account {
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final UUID id;
    private final AccountContent content;
    private final Share share = new Share();
    private volatile Entry entry;
    private volatile Supplier<@Nullable Copy> copying = () -> null;
    private volatile @Nullable Instant lastForwardedAt;
    private final AtomicReference<@Nullable Instant> forwardingNoted;

    public Account(UUID id, AccountContent content, Entry entry) {
        this.id = id;
        this.content = content;
        this.entry = entry;
        this.lastForwardedAt = entry.lastForwardedAt();
        this.forwardingNoted = new AtomicReference<>(entry.lastForwardedAt());
    }

    /**
     * What is kept of an account beside its bytes, as written to its file.
     *
     * @param lastForwardedAt when a client was last handed on to another node, to the hour
     * @param emptiedAt when its bytes were removed, as it went to another node; null = they were not
     */
    @JsonInclude(Include.NON_NULL)
    public record Entry(
            AccountSpec spec,
            @Nullable Purge purge,
            @Nullable Undelete undelete,
            @Nullable Seen seen,
            @Nullable Instant lastForwardedAt,
            @Nullable Instant emptiedAt) {
        /** That of an account that nothing has happened to. */
        static Entry of(AccountSpec spec) {
            return new Entry(spec, null, null, null, null, null);
        }

        Entry with(AccountSpec next, @Nullable Purge end) {
            Instant emptied = isDropped(next) ? emptiedAt : null;
            return new Entry(next, end, undelete, seen, lastForwardedAt, emptied);
        }

        Entry with(@Nullable Undelete next) {
            return new Entry(spec, purge, next, seen, lastForwardedAt, emptiedAt);
        }

        Entry with(Seen next) {
            return new Entry(spec, purge, undelete, next, lastForwardedAt, emptiedAt);
        }

        Entry forwarded(Instant at) {
            return new Entry(spec, purge, undelete, seen, at, emptiedAt);
        }

        Entry emptied(Instant at) {
            return new Entry(spec, purge, undelete, seen, lastForwardedAt, at);
        }

        /**
         * Whether its bytes are to be removed, with its clients still coming to this node. That is
         * done once: what is found under an entry that says so came after it, as when the entry is
         * from a backup and the account had come back.
         */
        public boolean drops() {
            return purge == null && isDropped(spec) && emptiedAt == null;
        }

        /** Whether its bytes stay, with its clients handed on to another node. */
        boolean keeps() {
            MovedTo there = spec.movedTo();
            return purge == null && there != null && there.copy() == MovedTo.Kept.KEPT;
        }

        private static boolean isDropped(AccountSpec spec) {
            MovedTo there = spec.movedTo();
            return there != null && there.copy() == MovedTo.Kept.DROPPED;
        }

        public boolean purged() {
            return purge != null && purge.phase() == Purge.Phase.DONE;
        }
    }

    public UUID id() {
        return id;
    }

    public AccountContent content() {
        return content;
    }

    /** What it has of the data port. */
    public Share share() {
        return share;
    }

    public Entry entry() {
        return entry;
    }

    /** Where to learn how far its copy is. */
    public void copying(Supplier<@Nullable Copy> progress) {
        copying = progress;
    }

    /**
     * A request was handed on to another node.
     *
     * @return whether to write that down, which is at most once an hour
     */
    boolean forwarded(Instant now) {
        lastForwardedAt = now;
        Instant noted = forwardingNoted.get();
        return (noted == null
                        || Duration.between(noted, now).abs().compareTo(NOTED_EVERY) >= 0)
                && forwardingNoted.compareAndSet(noted, now);
    }

    void become(Entry next) {
        entry = next;
    }

    /** The state that counts for clients: an account that is to be purged is closed already. */
    public AccountState state() {
        Entry now = entry;
        return now.purge() == null ? now.spec().state() : AccountState.CLOSED;
    }

    /**
     * Whether it takes what another node has: no client is served here. One that comes back may hand
     * its clients on until all of it is here.
     */
    public boolean takesCopies() {
        return state() == AccountState.CLOSED || entry.keeps();
    }

    /** How long what clients delete is kept; zero = not at all. */
    public Duration keepDeleted() {
        Long seconds = entry.spec().keepDeletedSeconds();
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
    }

    public AccountStatus status() {
        Entry now = entry;
        Usage usage = content.usage(now.seen());
        return new AccountStatus(
                id,
                now.spec(),
                usage,
                progress(now.purge(), usage),
                now.undelete(),
                copying.get(),
                lastForwardedAt,
                content.found());
    }

    /** What a purge has to remove: what is stored, what was deleted and is kept, what is damaged. */
    static Aside all(Usage usage) {
        long objects = usage.objects().total();
        long bytes = usage.bytes();
        for (Aside aside : Arrays.asList(usage.deleted(), usage.damaged())) {
            if (aside != null) {
                objects += aside.objects();
                bytes += aside.bytes();
            }
        }
        return new Aside(objects, bytes);
    }

    private static @Nullable Purge progress(@Nullable Purge purge, Usage usage) {
        if (purge == null) {
            return null;
        }
        return purge.at(purge.phase(), all(usage), purge.finishedAt());
    }
}

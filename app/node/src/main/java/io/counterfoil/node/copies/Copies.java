package io.counterfoil.node.copies;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Copy;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The copies that ran since this node started, the last one of each account. */
public final class Copies implements AutoCloseable {
    private final Accounts accounts;
    private final HttpClient http;
    private final InstantSource clock;
    private final Map<UUID, Turns> turns = new ConcurrentHashMap<>();

    /**
     * @param http reaches other nodes
     */
    public Copies(Accounts accounts, HttpClient http, InstantSource clock) {
        this.accounts = accounts;
        this.http = http;
        this.clock = clock;
    }

    /** What became of a wish for a copy. */
    public sealed interface Outcome {
        /** It runs, or ran. */
        record Taken(AccountStatus current) implements Outcome {}

        /** The account has to be closed first, or to hand its clients on. */
        record NotClosed(AccountStatus current) implements Outcome {}

        /** The account's end was asked for. */
        record Purged(AccountStatus current) implements Outcome {}

        /** There is no such account. */
        record Unknown() implements Outcome {}
    }

    /**
     * Begins a copy, in the place of one of the same account that runs, once that has stopped; the
     * same again changes nothing.
     */
    public Outcome begin(UUID id, Copy.Request asked) {
        Account account = accounts.get(id);
        if (account == null) {
            return new Outcome.Unknown();
        }
        return turns.computeIfAbsent(id, any -> new Turns(account)).begin(asked);
    }

    /** Stops those that run. */
    @Override
    public void close() {
        turns.values().forEach(Turns::stop);
    }

    /** The copies of one account, one after the other; no other account waits for them. */
    private final class Turns {
        private final Account account;

        @GuardedBy("this")
        private @Nullable CopyRun last;

        Turns(Account account) {
            this.account = account;
        }

        synchronized Outcome begin(Copy.Request asked) {
            if (account.entry().purge() != null) {
                return new Outcome.Purged(account.status());
            }
            if (last != null && last.is(asked)) {
                return new Outcome.Taken(account.status());
            }
            if (!account.takesCopies()) {
                return new Outcome.NotClosed(account.status());
            }
            stop();
            CopyRun run =
                    new CopyRun(account, accounts, new Source(http, asked.from()), asked, clock);
            last = run;
            account.copying(run::progress);
            run.begin();
            return new Outcome.Taken(account.status());
        }

        synchronized void stop() {
            if (last != null) {
                last.stop();
            }
        }
    }
}

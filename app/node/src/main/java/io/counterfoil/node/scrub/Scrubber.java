package io.counterfoil.node.scrub;

import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.content.Repository;
import io.counterfoil.node.content.Upload;
import io.counterfoil.node.contract.Scrub;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Layout;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.StoreException;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all objects again, slowly and for ever, and compares them with their names, which are their
 * hashes: disks and memory flip bits, and who finds that out at a restore finds it out too late. An
 * object with wrong bytes is put aside, so that clients see that it is missing: restic's check says
 * so, and after {@code restic repair index} its next backup stores again what was in it and still
 * exists at the customer's.
 *
 * <p>An object that can't be read at all stays where it is: the disk or its cable is at fault, moving
 * doesn't help, and it may be readable again. What was deleted and is kept is read when it is back,
 * and a {@code config} has no hash for its name.
 */
public final class Scrubber {
    private static final Logger log = LoggerFactory.getLogger(Scrubber.class);

    /** A round begins so long after the one before, if that one is over. */
    public static final Duration EVERY = Duration.ofDays(7);

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final long SAVE_AFTER_BYTES = 1L << 30;
    private static final int BUFFER = 128 << 10;

    private final Accounts accounts;
    private final DataFolder folder;
    private final ScheduledExecutorService worker;
    private final ReadPace pace;
    private final InstantSource clock;
    private final byte[] buffer = new byte[BUFFER];
    private volatile @Nullable ScrubState state;
    private long unsaved;

    /**
     * @param folder keeps how far it is
     * @param worker with one thread
     */
    public Scrubber(
            Accounts accounts,
            DataFolder folder,
            ScheduledExecutorService worker,
            ReadPace pace,
            InstantSource clock) {
        this.accounts = accounts;
        this.folder = folder;
        this.worker = worker;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Goes on where the last run stopped.
     *
     * @param delay so that a start isn't slowed down
     */
    public void begin(Duration delay) throws IOException {
        state = ScrubState.read(folder);
        later(delay);
    }

    /** How far it is; null when it never began. */
    public @Nullable Scrub progress() {
        ScrubState now = state;
        return now == null
                ? null
                : new Scrub(
                        now.startedAt(),
                        now.finishedAt(),
                        now.objects(),
                        now.bytes(),
                        now.damaged(),
                        now.unreadable());
    }

    private void later(Duration delay) {
        if (!worker.isShutdown()) {
            var unused =
                    worker.schedule(this::turn, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void turn() {
        Duration next = RETRY;
        try {
            next = round();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.error("scrubbing stopped and goes on in a minute", e);
        }
        later(next);
    }

    /** Does what is left of a round, and says when the next one is due. */
    public Duration round() throws IOException, InterruptedException {
        Instant now = clock.instant();
        ScrubState before = state;
        if (before != null && before.finishedAt() != null) {
            Duration left = Duration.between(now, before.startedAt().plus(EVERY));
            if (left.isPositive()) {
                return left;
            }
        }
        ScrubState current =
                before == null || before.finishedAt() != null ? ScrubState.begun(now) : before;
        state = current;
        try {
            for (Account account : accounts.present()) {
                scrub(account);
            }
        } finally {
            save();
        }
        state = at().finished(clock.instant());
        save();
        return Duration.ZERO;
    }

    private void save() throws IOException {
        at().write(folder);
        unsaved = 0;
    }

    private ScrubState at() {
        ScrubState now = state;
        if (now == null) {
            throw new IllegalStateException("no round has begun");
        }
        return now;
    }

    private void scrub(Account account) throws IOException, InterruptedException {
        ScrubState.Place after = at().after();
        int order =
                after == null ? 1 : account.id().toString().compareTo(after.account().toString());
        if (order < 0) {
            return;
        }
        ScrubState.Place from = order == 0 ? after : null;
        for (String prefix : account.content().repositories()) {
            Repository repository = account.content().repository(prefix);
            if (repository != null && (from == null || prefix.compareTo(from.repository()) >= 0)) {
                scrub(account, prefix, repository, from);
            }
        }
    }

    private void scrub(
            Account account,
            String prefix,
            Repository repository,
            ScrubState.@Nullable Place from)
            throws IOException, InterruptedException {
        boolean within = from != null && prefix.equals(from.repository());
        for (Kind kind : Kind.values()) {
            if (kind == Kind.CONFIG
                    || (within && from != null && kind.compareTo(from.kind()) < 0)) {
                continue;
            }
            ObjectName last =
                    within && from != null && kind == from.kind()
                            ? ObjectName.of(from.name())
                            : null;
            List<ObjectName> names =
                    repository.all(kind).keySet().stream()
                            .filter(name -> last == null || name.compareTo(last) > 0)
                            .sorted()
                            .toList();
            for (ObjectName name : names) {
                scrub(account, new Location(account.id(), prefix, kind, name), name);
            }
        }
    }

    private enum Found {
        SOUND,
        WRONG,
        UNREADABLE
    }

    private void scrub(Account account, Location location, ObjectName name)
            throws IOException, InterruptedException {
        Repository repository = account.content().repository(location.repository());
        StoredObject object = repository == null ? null : repository.get(location);
        if (object == null) {
            return;
        }
        Found found = look(account, location, object);
        boolean damaged = false;
        if (found == Found.WRONG && look(account, location, object) == Found.WRONG) {
            damaged = account.content().quarantine(location, object, () -> null) != null;
        }
        if (damaged) {
            log.error(
                    "an object of account {} has wrong bytes and was put aside: {}",
                    account.id(),
                    Layout.path(location));
        }
        state =
                at().past(
                                new ScrubState.Place(
                                        account.id(),
                                        location.repository(),
                                        location.kind(),
                                        name.toString()),
                                object.size(),
                                damaged,
                                found == Found.UNREADABLE);
        unsaved += object.size();
        if (unsaved >= SAVE_AFTER_BYTES) {
            save();
        }
    }

    /** None there counts as wrong; whether it was deleted meanwhile is found out under its lock. */
    private Found look(Account account, Location location, StoredObject object)
            throws IOException, InterruptedException {
        MessageDigest sha256 = ObjectName.sha256();
        try (InputStream in = account.content().scan(location, object.size())) {
            if (in == null) {
                return Found.WRONG;
            }
            int count = in.read(buffer);
            while (count >= 0) {
                sha256.update(buffer, 0, count);
                pace.await(count);
                if (worker.isShutdown()) {
                    throw new InterruptedException("the node stops");
                }
                count = in.read(buffer);
            }
        } catch (StoreException e) {
            throw e;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("the node stops");
        } catch (IOException e) {
            log.error(
                    "an object of account {} can't be read; look at the disk: {}",
                    account.id(),
                    Layout.path(location),
                    e);
            return Found.UNREADABLE;
        }
        ObjectName is = ObjectName.of(HexFormat.of().formatHex(sha256.digest()));
        return is.equals(location.name()) ? Found.SOUND : Found.WRONG;
    }
}

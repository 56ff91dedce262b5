package io.counterfoil.trials;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Requests for trials, how often they come, and who has had one. */
final class TrialRepository {
    private final Tx tx;

    TrialRepository(Tx tx) {
        this.tx = tx;
    }

    /** What somebody has asked for. */
    record Asked(
            String name, String email, TrialMarks.Household household) {}

    void insert(byte[] digest, Asked asked) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO trial_request (provider_id, digest, name, email, network, device, asked_at)
                        VALUES (:provider, :digest, :name, :email, :network, :device, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("name", asked.name())
                .bind("email", asked.email())
                .bind("network", asked.household().network())
                .bind("device", asked.household().device())
                .bind("now", tx.now())
                .execute();
    }

    /** Says which message carries a link, if there is such a request. */
    void carriedBy(UUID message, byte[] digest) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE trial_request SET message_id = :message WHERE provider_id = :provider AND digest = :digest
                        """)
                .bind("message", message)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .execute();
    }

    /**
     * Lets the links that these messages carry count from now on. One that somebody holds is being
     * used: nobody waits for that.
     */
    void sent(Collection<UUID> messages) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE trial_request SET sent_at = :now
                        WHERE (provider_id, digest) IN (
                            SELECT provider_id, digest FROM trial_request
                            WHERE provider_id = :provider AND message_id = ANY(:messages)
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bindArray("messages", UUID.class, messages)
                .execute();
    }

    /** The requests with an address in lower case that nobody confirmed yet, the oldest first. */
    List<Trials.KeptRequest> requests(String email, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, asked_at FROM trial_request
                        WHERE provider_id = :provider AND email = :email AND coalesce(sent_at, asked_at) > :after ORDER BY asked_at
                        """)
                .bind("provider", tx.provider())
                .bind("email", email)
                .bind("after", since)
                .map(
                        (row, context) ->
                                new Trials.KeptRequest(
                                        row.getString("name"),
                                        Instants.of(row, "asked_at")))
                .list();
    }

    /** The name in a request; empty if there is none like that, or it is too old. */
    Optional<String> name(byte[] digest, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name FROM trial_request
                        WHERE provider_id = :provider AND digest = :digest AND coalesce(sent_at, asked_at) > :after
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("after", since)
                .mapTo(String.class)
                .findOne();
    }

    /** Uses a request up; empty if somebody else was faster, or it is too old. */
    Optional<Asked> take(byte[] digest, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        DELETE FROM trial_request
                        WHERE provider_id = :provider AND digest = :digest AND coalesce(sent_at, asked_at) > :after
                        RETURNING name, email, network, device
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("after", since)
                .map(
                        (row, context) ->
                                new Asked(
                                        row.getString("name"),
                                        row.getString("email"),
                                        new TrialMarks.Household(
                                                row.getBytes("network"), row.getBytes("device"))))
                .findOne();
    }

    /** Notes that somebody asks, and how often they did before since then. */
    int asked(byte[] who, Instant since) {
        int before =
                tx.handle()
                        .createQuery(
                                """
                                SELECT count(*) FROM trial_ask WHERE provider_id = :provider AND who = :who AND at > :since
                                """)
                        .bind("provider", tx.provider())
                        .bind("who", who)
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one();
        tx.handle()
                .createUpdate(
                        "INSERT INTO trial_ask (provider_id, who, at) VALUES (:provider, :who, :now)")
                .bind("provider", tx.provider())
                .bind("who", who)
                .bind("now", tx.now())
                .execute();
        return before;
    }

    boolean marked(Collection<byte[]> marks, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM trial_mark
                                       WHERE provider_id = :provider AND mark = ANY(:marks) AND since > :since)
                        """)
                .bind("provider", tx.provider())
                .bindArray("marks", byte[].class, marks)
                .bind("since", since)
                .mapTo(Boolean.class)
                .one();
    }

    /** Since when somebody is marked. */
    Optional<Instant> markedSince(byte[] mark) {
        return tx.handle()
                .createQuery(
                        "SELECT since FROM trial_mark WHERE provider_id = :provider AND mark = :mark")
                .bind("provider", tx.provider())
                .bind("mark", mark)
                .mapTo(Instant.class)
                .findOne();
    }

    /** Marks somebody, anew if they were long ago. */
    void mark(String kind, byte[] mark) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO trial_mark (provider_id, kind, mark, since) VALUES (:provider, :kind, :mark, :now)
                        ON CONFLICT (provider_id, mark) DO UPDATE SET since = excluded.since
                        """)
                .bind("provider", tx.provider())
                .bind("kind", kind)
                .bind("mark", mark)
                .bind("now", tx.now())
                .execute();
    }

    /** In the system scope: forgets requests, how often they came, and marks whose window is over. */
    void forget(Instant requestsBefore, int usualWindow) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM trial_request
                        WHERE asked_at <= :before AND coalesce(sent_at, asked_at) <= :before
                        """)
                .bind("before", requestsBefore)
                .execute();
        tx.handle()
                .createUpdate("DELETE FROM trial_ask WHERE at <= :before")
                .bind("before", requestsBefore)
                .execute();
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM trial_mark
                        WHERE kind <> 'email'
                          AND since <= cast(:now AS timestamptz) - make_interval(days => coalesce(
                              (SELECT household_days FROM trial_offer
                               WHERE trial_offer.provider_id = trial_mark.provider_id), :usual))
                        """)
                .bind("now", tx.now())
                .bind("usual", usualWindow)
                .execute();
    }
}

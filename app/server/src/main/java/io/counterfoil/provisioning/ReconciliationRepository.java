package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Found;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.drift.Lost;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The reconciler's own queries, in the system scope. */
final class ReconciliationRepository {
    /** What is read off two clocks, over a line, is the same although it differs by so much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Tx tx;

    ReconciliationRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * What the database knows of an account on a node.
     *
     * @param spec as it shall be
     * @param appliedVersion the last version that the node confirmed
     * @param appliedAt when; null = never
     * @param purge whether it is to be purged
     * @param stored what it has there
     * @param holder whether the account is on that node, and not on another one for which it takes
     *     the bytes, or hands clients on
     */
    record Known(
            AccountSpec spec,
            long appliedVersion,
            @Nullable Instant appliedAt,
            Purge purge,
            Stored stored,
            boolean holder) {
        long version() {
            return spec.version();
        }

        /** Whether the node confirmed a version so late that an older answer can't show it. */
        boolean settledAfter(Instant asked) {
            return appliedAt != null && !appliedAt.isBefore(asked);
        }

        /** Whether something was stored since the last report. */
        boolean hasWritten(@Nullable Instant now) {
            Instant before = stored.lastWriteSaid();
            return holder && now != null && (before == null || now.isAfter(before));
        }

        /**
         * What was there and is gone without anybody having taken it away, as after the node was
         * put back to an older state: it hadn't what it had said before when it started again. What
         * clients delete goes while it runs; only in the minutes between its last report and a start
         * that looks the same.
         *
         * <p>It is over once it is there again, or a newer backup is whole: what a client stores on
         * the way there is no backup yet.
         */
        @Nullable Lost lost(AccountStatus status, NodeClock by) {
            if (!holder || purge != Purge.NONE) {
                return null;
            }
            Instant has = by.corrected(status.usage().lastWriteAt());
            Lost missing = stored.missing();
            if (missing != null) {
                Instant snapshot = by.corrected(status.usage().lastSnapshotAt());
                return reaches(snapshot, missing.had()) || isSame(has, missing.had())
                        ? null
                        : missing;
            }
            Instant had = stored.lastWriteAt();
            return had != null && !reaches(has, had) && wasGone(status, by)
                    ? new Lost(had, has)
                    : null;
        }

        /** Whether something was lost before, and now more is. */
        boolean lostAgain(AccountStatus status, NodeClock by) {
            return holder && stored.missing() != null && wasGone(status, by);
        }

        private static boolean reaches(@Nullable Instant at, Instant had) {
            return at != null && !at.plus(CLOCKS_DIFFER).isBefore(had);
        }

        private static boolean isSame(@Nullable Instant at, Instant had) {
            return reaches(at, had) && !had.plus(CLOCKS_DIFFER).isBefore(at);
        }

        /**
         * By the node's clock: one that was set right moves what it said before, too. An account
         * that is being fetched from another node was not there before.
         */
        private boolean wasGone(AccountStatus status, NodeClock by) {
            Found found = status.found();
            Instant before = stored.lastWriteSaid();
            Instant reported = stored.reportedAt();
            if (found == null || before == null || reported == null || status.copy() != null) {
                return false;
            }
            Instant there = found.lastWriteAt();
            return found.at().isAfter(by.there(reported))
                    && (there == null || there.isBefore(before));
        }
    }

    /**
     * What an account stored, as far as it was said.
     *
     * @param lastWriteSaid when it stored its newest object, as the node said last and by its
     *     clock; null = nothing
     * @param lastWriteAt the same by this server's clock
     * @param missing what was lost, as it was noted; null = nothing is
     * @param reportedAt when the node said it last; null = never
     */
    record Stored(
            @Nullable Instant lastWriteSaid,
            @Nullable Instant lastWriteAt,
            @Nullable Lost missing,
            @Nullable Instant reportedAt) {
        static final Stored NOTHING = new Stored(null, null, null, null);
    }

    /** How far the end of an account is. */
    enum Purge {
        /** Nobody asked for it. */
        NONE,
        /** The node was asked, or is about to be. */
        ASKED,
        /** The node confirmed it. */
        CONFIRMED
    }

    /**
     * Takes in what the node says about usage. A time that is said again stays as it was corrected
     * when it was new: how long answers take is never the same. Where a backup is awaited, the time
     * in which the node said nothing does not count. What a clock that was wrong had noted of times
     * to come holds nothing up once it is right.
     */
    void report(Node node, List<AccountStatus> accounts, NodeClock by) {
        if (accounts.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                UPDATE placement
                                SET used_bytes = :bytes, deleted_objects = :deletedObjects, deleted_bytes = :deletedBytes, damaged_objects = :damagedObjects, reported_at = :now, last_write_node_at = :said,
                                    last_write_at = CASE WHEN last_write_node_at IS NOT DISTINCT FROM cast(:said AS timestamptz)
                                        THEN last_write_at ELSE cast(:corrected AS timestamptz) END,
                                    last_snapshot_node_at = :saidOfSnapshot,
                                    last_snapshot_at = CASE WHEN last_snapshot_node_at IS NOT DISTINCT FROM cast(:saidOfSnapshot AS timestamptz)
                                        THEN last_snapshot_at ELSE cast(:correctedOfSnapshot AS timestamptz) END,
                                    backup_awaited_since = least(:now, greatest(
                                        CASE WHEN backup_awaited_since IS NULL OR reported_at IS NULL THEN :now
                                            WHEN reported_at < :heard THEN backup_awaited_since + (:now - reported_at)
                                            ELSE backup_awaited_since END,
                                        CASE WHEN last_snapshot_node_at IS DISTINCT FROM cast(:saidOfSnapshot AS timestamptz)
                                            THEN cast(:correctedOfSnapshot AS timestamptz) END)),
                                    silence_told_at = CASE WHEN last_snapshot_node_at IS DISTINCT FROM cast(:saidOfSnapshot AS timestamptz)
                                        AND (cast(:newerOfSnapshot AS timestamptz) > coalesce(greatest(last_snapshot_at, backup_awaited_since), '-infinity')
                                            OR cast(:newerOfSnapshot AS timestamptz) IS NOT NULL AND greatest(last_snapshot_at, backup_awaited_since) > :ahead)
                                        THEN NULL ELSE silence_told_at END
                                WHERE account_id = :account AND node_id = :node
                                """);
        // In the order in which everybody locks them, whichever the node's is.
        for (AccountStatus status :
                accounts.stream()
                        .sorted(Comparator.comparing(each -> each.id().toString()))
                        .toList()) {
            Instant said = status.usage().lastWriteAt();
            Instant saidOfSnapshot = status.usage().lastSnapshotAt();
            Instant snapshot = by.corrected(saidOfSnapshot);
            Aside deleted = status.usage().deleted();
            Aside damaged = status.usage().damaged();
            batch.bind("account", status.id())
                    .bind("node", node.id())
                    .bind("bytes", status.usage().bytes())
                    .bind("deletedObjects", deleted == null ? 0 : deleted.objects())
                    .bind("deletedBytes", deleted == null ? 0 : deleted.bytes())
                    .bind("damagedObjects", damaged == null ? 0 : damaged.objects())
                    .bind("said", utc(said))
                    .bind("corrected", utc(by.corrected(said)))
                    .bind("saidOfSnapshot", utc(saidOfSnapshot))
                    .bind("correctedOfSnapshot", utc(snapshot))
                    .bind("newerOfSnapshot", utc(snapshot == null ? null : snapshot.minus(CLOCKS_DIFFER)))
                    .bind("heard", tx.now().minus(SilenceRepository.HEARD))
                    .bind("ahead", tx.now().plus(CLOCKS_DIFFER))
                    .bind("now", tx.now())
                    .add();
        }
        batch.execute();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** The accounts of a node after {@code from} and up to {@code to}, by id. */
    Map<UUID, Known> between(Node node, @Nullable UUID from, @Nullable UUID to) {
        Map<UUID, Known> known = held(node, from, to);
        List<ElsewhereRepository.Standing> others =
                new ElsewhereRepository(tx).between(node.id(), from, to);
        if (!others.isEmpty()) {
            Map<UUID, List<Credential>> credentials =
                    credentials("account_elsewhere", node, from, to);
            others.forEach(
                    standing ->
                            known.put(
                                    standing.account(),
                                    new Known(
                                            standing.where()
                                                    .spec(
                                                            credentials.getOrDefault(
                                                                    standing.account(),
                                                                    List.of())),
                                            standing.where().appliedVersion(),
                                            standing.appliedAt(),
                                            standing.purge(),
                                            Stored.NOTHING,
                                            false)));
        }
        return known;
    }

    private Map<UUID, Known> held(Node node, @Nullable UUID from, @Nullable UUID to) {
        Map<UUID, List<Credential>> credentials = credentials("placement", node, from, to);
        Map<UUID, Known> known = new LinkedHashMap<>();
        tx.handle()
                .createQuery(
                        """
                        SELECT account_id, version, hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state, held, lent_id, lent_digest,
                               applied_version, applied_at, last_write_node_at, last_write_at, reported_at, %s,
                               had_write_at, has_write_at,
                               CASE WHEN purged_at IS NOT NULL THEN 'CONFIRMED' WHEN purge_at IS NOT NULL THEN 'ASKED' ELSE 'NONE' END AS purge
                        FROM placement LEFT JOIN (
                            SELECT node_id, account_id, had_write_at, has_write_at FROM node_drift WHERE kind = 'lost' AND healed_at IS NULL
                        ) AS missing USING (node_id, account_id)
                        WHERE node_id = :node
                          AND (cast(:from AS uuid) IS NULL OR account_id > cast(:from AS uuid))
                          AND (cast(:to AS uuid) IS NULL OR account_id <= cast(:to AS uuid))
                        """
                                .formatted(DesiredColumns.KEEP_DAYS))
                .bind("node", node.id())
                .bind("from", from)
                .bind("to", to)
                .map(
                        (row, context) -> {
                            UUID account = row.getObject("account_id", UUID.class);
                            return known.put(
                                    account,
                                    new Known(
                                            DesiredColumns.with(
                                                    DesiredColumns.spec(row),
                                                    credentials.getOrDefault(
                                                            account, List.of())),
                                            row.getLong("applied_version"),
                                            Instants.ofNullable(row, "applied_at"),
                                            Purge.valueOf(row.getString("purge")),
                                            new Stored(
                                                    Instants.ofNullable(row, "last_write_node_at"),
                                                    Instants.ofNullable(row, "last_write_at"),
                                                    missing(row),
                                                    Instants.ofNullable(row, "reported_at")),
                                            true));
                        })
                .list();
        return known;
    }

    private static @Nullable Lost missing(ResultSet row) throws SQLException {
        Instant had = Instants.ofNullable(row, "had_write_at");
        return had == null ? null : new Lost(had, Instants.ofNullable(row, "has_write_at"));
    }

    /**
     * Makes the desired state newer than {@code version}, and returns its new version; empty if the
     * account's purge has begun meanwhile.
     */
    OptionalLong raise(UUID account, long version) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = greatest(version, :version) + 1
                        WHERE account_id = :account AND purge_at IS NULL RETURNING version
                        """)
                .bind("account", account)
                .bind("version", version)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private Map<UUID, List<Credential>> credentials(
            String table, Node node, @Nullable UUID from, @Nullable UUID to) {
        Map<UUID, List<Credential>> credentials = new LinkedHashMap<>();
        tx.handle()
                .createQuery(
                        """
                        SELECT repository_key.account_id, repository_key.id, digest, scope
                        FROM repository_key JOIN %s USING (provider_id, account_id)
                        WHERE node_id = :node AND revoked_at IS NULL
                          AND (cast(:from AS uuid) IS NULL OR account_id > cast(:from AS uuid))
                          AND (cast(:to AS uuid) IS NULL OR account_id <= cast(:to AS uuid))
                        ORDER BY created_at, repository_key.id
                        """
                                .formatted(table))
                .bind("node", node.id())
                .bind("from", from)
                .bind("to", to)
                .map(
                        (row, context) ->
                                credentials
                                        .computeIfAbsent(
                                                row.getObject("account_id", UUID.class),
                                                account -> new ArrayList<>())
                                        .add(KeyRepository.credential(row)))
                .list();
        return credentials;
    }
}

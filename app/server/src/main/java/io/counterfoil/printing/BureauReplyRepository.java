package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.counting.Buckets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

final class BureauReplyRepository {
    private final Tx tx;

    BureauReplyRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * What a reply says of all items of its run.
     *
     * @param unsaid those of which nobody has said anything
     */
    record Proposal(Buckets buckets, SerialSet unsaid) {}

    void insert(UUID run, BureauReply reply, Proposal proposal) {
        Buckets buckets = proposal.buckets();
        List<SerialRange> unsaid = proposal.unsaid().ranges().toList();
        List<SerialRange> spoiledRanges = buckets.spoiled().ranges().toList();
        List<SerialRange> missingRanges = buckets.missing().ranges().toList();
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO bureau_reply (provider_id, id, run_id, link_id, address, received_at, sha256, state,
                                                  printed, spoiled, missing, spoiled_firsts, spoiled_lasts,
                                                  missing_firsts, missing_lasts, faults, unsaid, unsaid_firsts, unsaid_lasts)
                        VALUES (:provider, :id, :run, :link, :address, :now, :sha256, :state, :printed, :spoiled,
                                :missing, :spoiledFirsts, :spoiledLasts, :missingFirsts, :missingLasts, :faults,
                                :unsaid, :unsaidFirsts, :unsaidLasts)
                        """)
                .bind("provider", tx.provider())
                .bind("id", reply.id())
                .bind("run", run)
                .bind("link", reply.link())
                .bind("address", reply.address())
                .bind("now", reply.receivedAt())
                .bind("sha256", HexFormat.of().parseHex(reply.sha256()))
                .bind("state", label(reply.state()))
                .bind("printed", reply.counts().printed())
                .bind("spoiled", reply.counts().spoiled())
                .bind("missing", reply.counts().missing())
                .bindArray("spoiledFirsts", Integer.class, firsts(spoiledRanges))
                .bindArray("spoiledLasts", Integer.class, lasts(spoiledRanges))
                .bindArray("missingFirsts", Integer.class, firsts(missingRanges))
                .bindArray("missingLasts", Integer.class, lasts(missingRanges))
                .bindArray("faults", String.class, reply.faults())
                .bind("unsaid", reply.unsaid())
                .bindArray("unsaidFirsts", Integer.class, firsts(unsaid))
                .bindArray("unsaidLasts", Integer.class, lasts(unsaid))
                .execute();
    }

    int count(UUID run) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM bureau_reply WHERE provider_id = :provider AND run_id ="
                                + " :run")
                .bind("provider", tx.provider())
                .bind("run", run)
                .mapTo(Integer.class)
                .one();
    }

    /** Lets another reply, or a reprint, take the place of the one that nobody accepted yet. */
    void replace(UUID run) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE bureau_reply SET state = 'replaced'
                        WHERE provider_id = :provider AND run_id = :run AND state = 'proposed'
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .execute();
    }

    /** False if it is not proposed any more. */
    boolean accept(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE bureau_reply SET state = 'accepted'
                                WHERE provider_id = :provider AND id = :id AND state = 'proposed'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** The replies to a run, the newest first. */
    List<BureauReply> of(UUID run) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, link_id, address, received_at, sha256, state, printed, spoiled, missing, unsaid, faults
                        FROM bureau_reply
                        WHERE provider_id = :provider AND run_id = :run ORDER BY received_at DESC, id DESC
                        """)
                .bind("provider", tx.provider())
                .bind("run", run)
                .map((row, context) -> reply(row))
                .list();
    }

    Optional<BureauReply> find(UUID run, UUID id) {
        return of(run).stream().filter(reply -> reply.id().equals(id)).findAny();
    }

    /** What a reply to the run of this number says. */
    Proposal proposal(UUID id, int number) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT spoiled_firsts, spoiled_lasts, missing_firsts, missing_lasts, unsaid_firsts, unsaid_lasts FROM bureau_reply
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new Proposal(
                                        new Buckets(
                                                serials(row, number, "spoiled"),
                                                serials(row, number, "missing")),
                                        serials(row, number, "unsaid")))
                .one();
    }

    private static SerialSet serials(ResultSet row, int number, String bucket) throws SQLException {
        Integer[] firsts = (Integer[]) row.getArray(bucket + "_firsts").getArray();
        Integer[] lasts = (Integer[]) row.getArray(bucket + "_lasts").getArray();
        return SerialSet.of(
                IntStream.range(0, firsts.length)
                        .mapToObj(at -> new SerialRange(number, firsts[at], lasts[at]))
                        .toList());
    }

    private static BureauReply reply(ResultSet row) throws SQLException {
        return new BureauReply(
                row.getObject("id", UUID.class),
                row.getObject("link_id", UUID.class),
                row.getString("address"),
                Instants.of(row, "received_at"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                BureauReply.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                new CountIns.Preview(
                        row.getInt("printed"), row.getInt("spoiled"), row.getInt("missing")),
                row.getInt("unsaid"),
                Arrays.asList((String[]) row.getArray("faults").getArray()));
    }

    private static List<Integer> firsts(List<SerialRange> ranges) {
        return ranges.stream().map(SerialRange::from).toList();
    }

    private static List<Integer> lasts(List<SerialRange> ranges) {
        return ranges.stream().map(SerialRange::to).toList();
    }

    private static String label(BureauReply.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

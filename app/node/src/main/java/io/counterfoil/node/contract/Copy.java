package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account's objects, fetched from another node: how far it is. Only a running node knows it;
 * after a restart it is asked for again, and what is there already is not fetched twice.
 *
 * @param id the control service's id of it
 * @param state how far it is
 * @param exact whether what the source doesn't have is removed
 * @param objects objects that are here
 * @param bytes their bytes
 * @param totalObjects objects that the source listed
 * @param totalBytes their bytes
 * @param spared what stands here and is damaged on the source; null = nothing. It is known at the end
 * @param problem why it doesn't get on, or failed, with the object that it is about; null = nothing
 * @param startedAt when it was asked for
 * @param finishedAt when it was done or failed; null until then
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Copy(
        UUID id,
        Phase state,
        boolean exact,
        long objects,
        long bytes,
        long totalObjects,
        long totalBytes,
        @Nullable Spared spared,
        @Nullable String problem,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant finishedAt) {

    /**
     * What a listing on a node's data port answers with, in the form of the second version of the
     * protocol, to whoever accepts this: the objects that were put aside there since their bytes were
     * wrong. An exact copy leaves those that stand here, if that does no harm, and counts the others as
     * damage here.
     */
    public static final String DAMAGED = "application/vnd.counterfoil.damaged+json";

    /**
     * How much more this node has of an account than the source, of whose objects some are damaged.
     *
     * @param objects that the source put aside and that stand here
     * @param bytes theirs, and by how much other objects are larger here, as the source's were cut;
     *     less than 0 if the source's are larger
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Spared(ObjectCounts objects, long bytes) {}

    /** How far a copy is. */
    public enum Phase {
        /** Objects are being fetched. */
        @JsonProperty("running")
        RUNNING,
        /** All that the source listed is here. */
        @JsonProperty("done")
        DONE,
        /** It was given up; what is here stays, and another one goes on from there. */
        @JsonProperty("failed")
        FAILED
    }

    /**
     * Asks for it. The account stands closed here, or moved with its bytes kept. The same id again
     * changes nothing; another one takes the place of the copy that runs.
     *
     * @param id the control service's id of it
     * @param from where the objects are
     * @param repositories which ones, as {@link Repositories} of the source has them
     * @param exact whether what the source doesn't have is removed here
     * @param lastWriteAt with exact: when the source says that a client last wrote. It is told as
     *     this node's own until a client writes here; null = never
     * @param lastSnapshotAt the same of the last snapshot
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    public record Request(
            UUID id,
            Source from,
            List<String> repositories,
            boolean exact,
            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastWriteAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastSnapshotAt) {
        public Request {
            if (id == null || from == null || repositories == null) {
                throw new IllegalArgumentException(
                        "a copy needs its id, from and repositories, [] if there are none");
            }
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * The source, by a credential of {@link Scope#COPY}.
     *
     * @param url its data address, with a slash at the end
     * @param user the credential's id
     * @param password kept in memory alone
     */
    public record Source(URI url, String user, String password) {
        public Source {
            MovedTo.requireAddress(url, "from");
            if (user == null || password == null) {
                throw new IllegalArgumentException("from needs its user and password");
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Source[url=" + url + ", user=" + user + "]";
        }
    }
}

package io.counterfoil.node.scrub;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far scrubbing is. It may be lost, and then begins anew.
 *
 * @param startedAt when this round began
 * @param finishedAt when it ended; null while it runs
 * @param after the last object that is done with; null at the beginning
 */
record ScrubState(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant finishedAt,
        @Nullable Place after,
        long objects,
        long bytes,
        long damaged,
        long unreadable) {

    private static final Logger log = LoggerFactory.getLogger(ScrubState.class);
    private static final String FILE = "scrub.json";

    /** An object's place in the order of a round: by account, repository, kind and name. */
    record Place(UUID account, String repository, Kind kind, String name) {}

    static ScrubState begun(Instant now) {
        return new ScrubState(now, null, null, 0, 0, 0, 0);
    }

    ScrubState finished(Instant now) {
        return new ScrubState(startedAt, now, null, objects, bytes, damaged, unreadable);
    }

    /** One object more is done with. */
    ScrubState past(Place place, long size, boolean isDamaged, boolean isUnreadable) {
        return new ScrubState(
                startedAt,
                null,
                place,
                objects + 1,
                bytes + size,
                damaged + (isDamaged ? 1 : 0),
                unreadable + (isUnreadable ? 1 : 0));
    }

    /** What the folder has, or null. */
    static @Nullable ScrubState read(DataFolder folder) throws IOException {
        Path file = folder.root().resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return json().readValue(Files.readAllBytes(file), ScrubState.class);
        } catch (JsonProcessingException e) {
            log.warn("{} can't be understood, so scrubbing begins anew", file);
            return null;
        }
    }

    void write(DataFolder folder) throws IOException {
        folder.replace(folder.root().resolve(FILE), json().writeValueAsBytes(this));
    }

    private static ObjectMapper json() {
        return ContractJson.strict();
    }
}

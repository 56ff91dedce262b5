package io.counterfoil.node.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.node.Blobs;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingWriterTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Integer> pieces = new ArrayList<>();
    private boolean ended;

    private String write(Map<ObjectName, StoredObject> objects, boolean withSizes) {
        Content.Sink sink =
                (last, bytes, callback) -> {
                    assertThat(ended).as("nothing comes after the last piece").isFalse();
                    pieces.add(bytes.remaining());
                    while (bytes.hasRemaining()) {
                        written.write(bytes.get());
                    }
                    ended = last;
                    callback.succeeded();
                };
        new ListingWriter(objects, withSizes, sink, Callback.NOOP).iterate();
        assertThat(ended).isTrue();
        return written.toString(US_ASCII);
    }

    private static Map<ObjectName, StoredObject> objects(int count) {
        Map<ObjectName, StoredObject> objects = new HashMap<>();
        for (int i = 0; i < count; i++) {
            objects.put(
                    ObjectName.of(Blobs.name(new byte[] {(byte) i, (byte) (i >> 8)})),
                    new StoredObject(i % 7 == 0 ? Long.MAX_VALUE : i, 0));
        }
        return objects;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 600, 10_000})
    void everyObjectIsInTheListOnce(int count) throws Exception {
        Map<ObjectName, StoredObject> objects = objects(count);
        Map<ObjectName, StoredObject> read = new HashMap<>();
        for (JsonNode object : ContractJson.strict().readTree(write(objects, true))) {
            assertThat(object.size()).isEqualTo(2);
            read.put(
                    ObjectName.of(object.get("name").textValue()),
                    new StoredObject(object.get("size").longValue(), 0));
        }
        assertThat(read).isEqualTo(objects);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000})
    void versionOneHasNamesAlone(int count) throws Exception {
        List<String> names =
                objects(count).keySet().stream().map(ObjectName::toString).sorted().toList();
        List<String> read = new ArrayList<>();
        ContractJson.strict()
                .readTree(write(objects(count), false))
                .forEach(name -> read.add(name.textValue()));
        assertThat(read).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aFewFitIntoOnePieceAndManyNeverIntoALargerOne() {
        write(objects(2), true);
        assertThat(pieces).hasSize(1);
        pieces.clear();
        ended = false;
        write(objects(10_000), true);
        assertThat(pieces).hasSizeGreaterThan(10).allMatch(size -> size <= 64 << 10);
    }

    @Test
    void aClientThatGoesAwayEndsIt() {
        List<Throwable> failures = new ArrayList<>();
        Throwable gone = new IllegalStateException("gone");
        Content.Sink sink = (last, bytes, callback) -> callback.failed(gone);
        new ListingWriter(objects(2), true, sink, Callback.from(() -> {}, failures::add)).iterate();
        assertThat(failures).containsExactly(gone);
    }
}

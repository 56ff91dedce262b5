package io.counterfoil.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.bench.StorageLoad.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** What is asked of a storage server to measure it; the same of each. */
final class StorageWork {
    /** Bytes of a large blob, as restic's packs have. */
    static final int PACK = 16 << 20;

    /** Bytes of a small blob. */
    static final int SMALL = 4 << 10;

    /** Bytes of a part of a large one, as restic reads trees. */
    static final int RANGE = 64 << 10;

    private static final int PACKS = 50;
    private static final int SMALL_ONES = 1_000;
    private static final int STORED_PACKS = 8;
    private static final int FEW = 4_000;
    private static final int MANY = 100_000;
    private static final double GIB = 1 << 30;
    private static final double NANOS = 1e9;

    private final List<StoredBlob> packs = StoredBlob.some(PACKS, PACK, 1);
    private final List<StoredBlob> small = StoredBlob.some(SMALL_ONES, SMALL, 2);

    /** Packs that are sent. */
    List<StoredBlob> packs() {
        return packs;
    }

    /** Small blobs that are sent. */
    List<StoredBlob> small() {
        return small;
    }

    /** Two repositories with few and with many tiny objects: a listing doesn't read them. */
    static void plant(Path root) throws IOException {
        plant(root.resolve("few"), FEW);
        plant(root.resolve("many"), MANY);
    }

    private static void plant(Path repository, int objects) throws IOException {
        Path data = repository.resolve("data");
        for (int shelf = 0; shelf < 256; shelf++) {
            Files.createDirectories(data.resolve("%02x".formatted(shelf)));
        }
        for (int i = 0; i < objects; i++) {
            byte[] content = Integer.toString(i).getBytes(US_ASCII);
            String name = HexFormat.of().formatHex(StoredBlob.sha256().digest(content));
            Files.write(data.resolve(name.substring(0, 2)).resolve(name), content);
        }
    }

    /** Stores what is read later. */
    void prepare(StorageServer server) throws Exception {
        server.load().run(1, 1, (client, made) -> Request.post("/sent/?create=true", null));
        server.load().run(1, 1, (client, made) -> Request.post("/read/?create=true", null));
        send(server, "/read/data/", 1, packs.subList(0, STORED_PACKS));
        send(server, "/read/data/", 1, small);
    }

    private static double send(
            StorageServer server, String folder, int connections, List<StoredBlob> blobs)
            throws Exception {
        int each = blobs.size() / connections;
        return server.load()
                .run(
                        connections,
                        each,
                        (client, made) -> {
                            StoredBlob blob = blobs.get(client * each + made);
                            return Request.post(folder + blob.name(), blob);
                        })
                .perSecond();
    }

    /** Uploads a second of new objects. */
    double post(StorageServer server, int connections, List<StoredBlob> blobs) throws Exception {
        double rate = send(server, "/sent/data/", connections, blobs);
        server.load()
                .run(
                        1,
                        blobs.size(),
                        (client, made) -> Request.delete("/sent/data/" + blobs.get(made).name()));
        return rate;
    }

    /** Downloads of whole packs a second. */
    double getPacks(StorageServer server, int connections, int all) throws Exception {
        return run(server, connections, all, i -> Request.get(pack(i)));
    }

    /** Parts of packs a second. */
    double ranges(StorageServer server, int connections, int all) throws Exception {
        int parts = PACK / RANGE;
        return run(
                server,
                connections,
                all,
                i -> Request.range(pack(i), (long) (i % parts) * RANGE, RANGE));
    }

    /** Downloads of small objects a second. */
    double getSmall(StorageServer server, int connections, int all) throws Exception {
        return run(server, connections, all, i -> Request.get(smallOne(i)));
    }

    /** Questions for the size of small objects a second. */
    double head(StorageServer server, int connections, int all) throws Exception {
        return run(server, connections, all, i -> Request.head(smallOne(i)));
    }

    /** Listings of few objects a second. */
    double listFew(StorageServer server, int connections, int all) throws Exception {
        return run(server, connections, all, i -> Request.get("/few/data/"));
    }

    /** Listings of many objects a second. */
    double listMany(StorageServer server, int connections, int all) throws Exception {
        return run(server, connections, all, i -> Request.get("/many/data/"));
    }

    /** Answers a second of a server that only writes them. */
    double loop(Loopback loopback, int connections, int all) throws Exception {
        return new StorageLoad(loopback.port(), "Basic")
                .run(connections, all / connections, (client, made) -> Request.get("/"))
                .perSecond();
    }

    /** Processor seconds that a server takes for a GiB of packs. */
    double cpuOfPost(StorageServer server, int connections) throws Exception {
        double before = server.cpuSeconds();
        send(server, "/sent/data/", connections, packs);
        double taken = server.cpuSeconds() - before;
        post(server, connections, packs);
        return taken / (packs.size() * (double) PACK / GIB);
    }

    /** The same for a GiB that it sends. */
    double cpuOfGet(StorageServer server, int connections, int all) throws Exception {
        double before = server.cpuSeconds();
        getPacks(server, connections, all);
        return (server.cpuSeconds() - before) / (all * (double) PACK / GIB);
    }

    /** Seconds that hashing a GiB takes on one processor. */
    double hashing() {
        StoredBlob pack = packs.getFirst();
        long start = System.nanoTime();
        var unused = StoredBlob.digest(pack.start(), pack.rest());
        return (System.nanoTime() - start) / NANOS / (PACK / GIB);
    }

    private String pack(int i) {
        return "/read/data/" + packs.get(i % STORED_PACKS).name();
    }

    private String smallOne(int i) {
        return "/read/data/" + small.get(i % SMALL_ONES).name();
    }

    private interface Numbered {
        Request of(int i);
    }

    private static double run(StorageServer server, int connections, int all, Numbered requests)
            throws Exception {
        int each = all / connections;
        return server.load()
                .run(connections, each, (client, made) -> requests.of(client * each + made))
                .perSecond();
    }
}

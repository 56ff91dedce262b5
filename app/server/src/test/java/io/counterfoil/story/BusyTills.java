package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Thirty-two tills that sell when their server is killed: what each does when no answer came, and
 * what has to be so afterwards.
 */
final class BusyTills {
    private static final int CLIENTS = 32;
    private static final int ANSWERS_BEFORE_THE_KILL = 6;
    private static final int ITEMS_OF_A_BASKET = 3;
    private static final int ONE_IN = 4;

    private final RunningService service;
    private final Api provider;
    private final Api till;

    /** They share one till's key, as tills behind one cash system do. */
    BusyTills(RunningService service, Api provider, Api till) {
        this.service = service;
        this.provider = provider;
        this.till = till;
    }

    /** A receipt of one item, or a basket. */
    private record Receipt(String id, List<SerialNumber> items) {
        String request(int line) {
            return id + "-" + line;
        }

        String path() {
            return items.size() == 1 ? "/api/v1/activations" : "/api/v1/baskets";
        }

        String body() {
            String lines =
                    IntStream.range(0, items.size())
                            .mapToObj(line -> sale(request(line), items.get(line)))
                            .collect(Collectors.joining(", "));
            return items.size() == 1
                    ? lines
                    : "{'basket_id': '%s', 'lines': [%s]}".formatted(id, lines);
        }
    }

    /**
     * Sells all of these items, which nobody sold yet, by requests that begin with {@code name},
     * while the service is killed and started again.
     */
    void sellAcrossAKill(String name, List<SerialNumber> items) throws Exception {
        List<Receipt> receipts = receipts(name, items);
        Map<Receipt, Map<String, String>> told = askUntilTheKill(receipts);
        service.start();

        List<Receipt> unknown =
                receipts.stream().filter(receipt -> !told.containsKey(receipt)).toList();
        assertThat(unknown).as("asked in vain").isNotEmpty();
        List<Receipt> repeated = new ArrayList<>(told.keySet());
        for (int at = 0; at < unknown.size(); at++) {
            if (at % ONE_IN == 0) {
                undoAndSellAgain(unknown.get(at));
            } else {
                repeated.add(unknown.get(at));
            }
        }
        assertThat(askTwiceAtOnce(repeated)).containsAllEntriesOf(told);
        eachIsSoldOnce(items);
    }

    private static List<Receipt> receipts(String name, List<SerialNumber> items) {
        List<Receipt> receipts = new ArrayList<>();
        int next = 0;
        while (next < items.size()) {
            boolean basket = receipts.size() % ONE_IN == 0;
            int end = Math.min(items.size(), next + (basket ? ITEMS_OF_A_BASKET : 1));
            receipts.add(
                    new Receipt(name + "-" + receipts.size(), List.copyOf(items.subList(next, end))));
            next = end;
        }
        return receipts;
    }

    /** When each line was sold of the receipts that were answered before the service was killed. */
    private Map<Receipt, Map<String, String>> askUntilTheKill(List<Receipt> receipts)
            throws Exception {
        CountDownLatch some = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
        List<Future<@Nullable Map<String, String>>> asked = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (Receipt receipt : receipts) {
                asked.add(
                        clients.submit(
                                () -> {
                                    try {
                                        Map<String, String> sold = ask(receipt);
                                        some.countDown();
                                        return sold;
                                    } catch (IOException killed) {
                                        return null;
                                    }
                                }));
            }
            some.await();
            service.kill();
        }
        Map<Receipt, Map<String, String>> told = new HashMap<>();
        for (int at = 0; at < receipts.size(); at++) {
            Map<String, String> sold = asked.get(at).get();
            if (sold != null) {
                told.put(receipts.get(at), sold);
            }
        }
        return told;
    }

    /** Asks, and returns when which line was sold. */
    private Map<String, String> ask(Receipt receipt) throws IOException, InterruptedException {
        Api.Answer answer = till.post(receipt.path(), receipt.body());
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201);
        Map<String, String> sold = new HashMap<>();
        for (JsonNode line : lines(answer.body())) {
            assertThat(line.required("state").asText()).as("%s", line).isEqualTo("activated");
            sold.put(
                    line.required("request_id").asText(), line.required("activated_at").asText());
        }
        assertThat(sold).hasSize(receipt.items().size());
        return sold;
    }

    private static List<JsonNode> lines(JsonNode answer) {
        List<JsonNode> lines = new ArrayList<>();
        if (answer.has("lines")) {
            answer.required("lines").forEach(lines::add);
        } else {
            lines.add(answer);
        }
        return lines;
    }

    /** Every till repeats its request, while the clerk does the same by hand. */
    private Map<Receipt, Map<String, String>> askTwiceAtOnce(List<Receipt> receipts)
            throws Exception {
        Map<Receipt, Map<String, String>> sold = new HashMap<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Map<String, String>>> tills = new ArrayList<>();
            List<Future<Map<String, String>>> clerks = new ArrayList<>();
            for (Receipt receipt : receipts) {
                tills.add(clients.submit(() -> ask(receipt)));
                clerks.add(clients.submit(() -> ask(receipt)));
            }
            for (int at = 0; at < receipts.size(); at++) {
                sold.put(receipts.get(at), tills.get(at).get());
                assertThat(clerks.get(at).get()).isEqualTo(tills.get(at).get());
            }
        }
        return sold;
    }

    /** What a till does that waited for too long: there is no sale, whether there was one or not. */
    private void undoAndSellAgain(Receipt receipt) throws Exception {
        for (int line = 0; line < receipt.items().size(); line++) {
            String request = receipt.request(line);
            SerialNumber item = receipt.items().get(line);
            till.post("/api/v1/activations/" + request + "/reversal", "{}").expect(200);
            activate(request, item).expect(409);
            activate(request + "-new", item).expect(201);
        }
    }

    private Api.Answer activate(String request, SerialNumber item)
            throws IOException, InterruptedException {
        return till.post("/api/v1/activations", sale(request, item));
    }

    private static String sale(String request, SerialNumber item) {
        return "{'request_id': '%s', 'serial': '%s'}".formatted(request, item);
    }

    private void eachIsSoldOnce(List<SerialNumber> items) throws Exception {
        Map<String, Long> accrued =
                RetailScene.all(provider, "/api/v1/accruals?limit=200").stream()
                        .filter(accrual -> !accrual.required("state").asText().equals("undone"))
                        .collect(
                                Collectors.groupingBy(
                                        accrual -> accrual.required("serial").asText(),
                                        Collectors.counting()));
        for (SerialNumber item : items) {
            assertThat(accrued.get(item.toString())).as("accruals of %s", item).isEqualTo(1);
            activate("another-" + item, item).expect(409);
        }
    }
}

package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.ApiKeys;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * That nothing in any field of any body makes the server fail: bodies are made from the records
 * that routes take, sent about things that exist, with one field odd at a time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddBodiesIT {
    private static final List<String> ODD =
            List.of(
                    "null",
                    "[null]",
                    "[[]]",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"\\u0000\"",
                    "[\"\\u0000\"]",
                    "\"\\ud800\"",
                    "[\"\\ud800\"]",
                    "\"+999999999-12-31\"",
                    "\"" + "9".repeat(100_000) + "\"",
                    "-1",
                    "1e400",
                    "9223372036854775808",
                    "true");

    private TestWorld world;
    private TestServer server;
    private Map<String, String> own;
    private String key;
    private String retailerKey;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        own = Belongings.of(world, world.caller());
        ApiKeys keys = world.wiring().access().apiKeys();
        key = keys.make(world.caller(), "Test", null).key();
        UUID shop = UUID.fromString(own.getOrDefault("retailers", ""));
        retailerKey = keys.make(world.caller(), "Shop", shop).key();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void noValueOfAnyFieldMakesTheServerFail() {
        SoftAssertions softly = new SoftAssertions();
        int fields = 0;
        for (Route route : Route.of(world.wiring())) {
            Optional<Class<?>> body = body(route);
            if (body.isPresent()) {
                Set<String> named = new TreeSet<>();
                for (String field : usual(body.get()).keySet()) {
                    if (sendOdd(softly, route, body.get(), field)) {
                        named.add(field);
                    }
                }
                softly.assertThat(named)
                        .as("fields that %s says are wrong", route)
                        .isEqualTo(usual(body.get()).keySet());
                fields += named.size();
            }
        }
        softly.assertAll();
        assertThat(fields).isGreaterThan(300);
    }

    /**
     * Sends bodies with something odd in a field, and everything as usual else; whether the field is
     * said to be wrong, so that it was read, and not only who sent it and what it is about.
     */
    private boolean sendOdd(SoftAssertions softly, Route route, Class<?> body, String field) {
        Map<String, String> usual = usual(body);
        // Most bodies have no parts, and are the same without them.
        Set<String> bodies = new LinkedHashSet<>();
        for (String odd : ODD) {
            bodies.add(with(usual, field, odd));
            bodies.add(with(withoutParts(usual), field, odd));
        }
        boolean named = false;
        for (String odd : bodies) {
            HttpResponse<String> answer = send(softly, route, odd);
            named |= answer.statusCode() == 422 && answer.body().contains("\"" + field + "\"");
        }
        return named;
    }

    /** The record that a route of the API takes as its body. */
    private static Optional<Class<?>> body(Route route) {
        return route.api() && !route.read()
                ? Arrays.stream(route.method().getParameters())
                        .filter(parameter -> !parameter.isAnnotationPresent(Context.class))
                        .<Class<?>>map(Parameter::getType)
                        .filter(Class::isRecord)
                        .findAny()
                : Optional.empty();
    }

    /** A body of this type as somebody might send it: its fields with JSON values. */
    private Map<String, String> usual(Class<?> type) {
        Map<String, String> usual = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            usual.put(name, value(name, component.getGenericType()));
        }
        return usual;
    }

    private String value(String name, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType().equals(List.class)) {
            return "[" + value(name.replaceAll("s$", ""), list.getActualTypeArguments()[0]) + "]";
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return json(usual(nested));
        }
        if (type.equals(String.class)) {
            return "\"" + text(name) + "\"";
        }
        if (type.equals(Boolean.class) || type.equals(boolean.class)) {
            return "true";
        }
        return type instanceof Class<?> number && Number.class.isAssignableFrom(number)
                ? "1"
                : "{}";
    }

    private String text(String name) {
        return switch (name) {
            case "from", "to", "serial", "spoiled", "missing", "printed" ->
                    own.getOrDefault("serials", "");
            case "layout" -> "gift-card";
            case "sheet" -> "avery-c32011-10";
            case "amount" -> "49.00";
            case "currency" -> "EUR";
            case "term" -> "P1Y";
            case "email" -> "eve@shop.example";
            default -> own.getOrDefault(name + "s", "x-1");
        };
    }

    private HttpResponse<String> send(SoftAssertions softly, Route route, String body) {
        String path =
                Belongings.path(
                        new Route(
                                route.verb(),
                                route.template().replace("{request_id}", "1"),
                                route.method()),
                        own);
        HttpResponse<String> answer =
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + (route.ofRetailers() ? retailerKey : key))
                                .header("Content-Type", "application/json")
                                .method(route.verb(), HttpRequest.BodyPublishers.ofString(body))
                                .build());
        softly.assertThat(answer.statusCode())
                .as("%s with %.200s: %s", route, body, answer.body())
                .isLessThan(500)
                .isNotIn(401, 403);
        return answer;
    }

    /** The same body without lists and objects, of which many a route takes only one. */
    private static Map<String, String> withoutParts(Map<String, String> body) {
        Map<String, String> plain = new LinkedHashMap<>(body);
        plain.values().removeIf(value -> value.startsWith("[") || value.startsWith("{"));
        return plain;
    }

    private static String with(Map<String, String> usual, String field, String odd) {
        Map<String, String> body = new LinkedHashMap<>(usual);
        body.put(field, odd);
        return json(body);
    }

    private static String json(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}

package io.counterfoil.node.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another node, read from as any client of its does. */
final class Source {
    private static final String V1 = "application/vnd.x.restic.rest.v1";
    private static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI url;
    private final String authorization;

    Source(HttpClient http, Copy.Source from) {
        this.http = http;
        this.url = from.url();
        String pair = from.user() + ":" + from.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    /** The sizes of all objects of a kind. */
    Map<ObjectName, Long> list(String repository, Kind kind)
            throws IOException, InterruptedException, CopyProblem {
        return list(repository, kind, V2).orElseThrow();
    }

    /**
     * The same of those that were put aside there, as they are damaged. Empty for an older node, which
     * can't tell them: the control service has an account fetched from there only while it has none.
     */
    Optional<Map<ObjectName, Long>> listDamaged(String repository, Kind kind)
            throws IOException, InterruptedException, CopyProblem {
        return list(repository, kind, Copy.DAMAGED);
    }

    private Optional<Map<ObjectName, Long>> list(String repository, Kind kind, String type)
            throws IOException, InterruptedException, CopyProblem {
        String path = repository + kind.word() + "/";
        HttpResponse<InputStream> answer = get(path, type);
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 404) {
                throw new CopyProblem("The source has no repository at /" + repository + ".");
            }
            String given = answer.headers().firstValue("Content-Type").orElse("");
            if (type.equals(Copy.DAMAGED) && given.startsWith(V1)) {
                return Optional.empty();
            }
            if (!given.startsWith(type)) {
                throw new CopyProblem(
                        "The source doesn't list /%s as %s: bring it up to date."
                                .formatted(path, type));
            }
            return Optional.of(read(path, body));
        }
    }

    private static Map<ObjectName, Long> read(String path, InputStream body) throws IOException {
        Map<ObjectName, Long> sizes = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            boolean right = json.nextToken() == JsonToken.START_ARRAY;
            while (right && json.nextToken() == JsonToken.START_OBJECT) {
                Entry entry = json.readValueAs(Entry.class);
                String name = entry.name();
                right = name != null && ObjectName.FORM.matcher(name).matches() && entry.size() >= 0;
                if (right) {
                    sizes.put(ObjectName.of(Objects.requireNonNull(name)), entry.size());
                }
            }
            if (!right || json.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("The source doesn't list /" + path + " as it should.");
            }
        }
        return sizes;
    }

    /** An object in a listing. */
    private record Entry(@Nullable String name, long size) {}

    /** An object's bytes; null when there is none. */
    @Nullable InputStream get(Location location)
            throws IOException, InterruptedException, CopyProblem {
        HttpResponse<InputStream> answer = get(path(location), V2);
        if (answer.statusCode() == 404) {
            answer.body().close();
            return null;
        }
        return answer.body();
    }

    /** An object's path below the account, for people too. */
    static String path(Location location) {
        String kind = location.repository() + location.kind().word();
        return location.name() == null ? kind : kind + "/" + location.name();
    }

    /** What is there, or that nothing is, with a body to close. */
    private HttpResponse<InputStream> get(String path, String type)
            throws IOException, InterruptedException, CopyProblem {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request(path, type), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException("The source doesn't answer for /" + path + ": " + e, e);
        }
        int status = answer.statusCode();
        if (status == 200 || status == 404) {
            return answer;
        }
        answer.body().close();
        if (status == 401 || status == 403) {
            throw new CopyProblem(
                    "The source answers %d for /%s: it doesn't let the copier in."
                            .formatted(status, path));
        }
        throw new IOException("The source answers %d for /%s.".formatted(status, path));
    }

    private HttpRequest request(String path, String type) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(LONGEST_WAIT)
                .header("Authorization", authorization)
                .header("Accept", type)
                .build();
    }
}

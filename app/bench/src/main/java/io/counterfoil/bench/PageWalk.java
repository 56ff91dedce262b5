package io.counterfoil.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who signs in and follows the links of pages. */
final class PageWalk {
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/[^\"#]*)");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern OF_ONE_THING =
            Pattern.compile("/([0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{4,})");
    private static final Pattern VALUE = Pattern.compile("(?<==)[^&]*");
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    private final URI server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

    /** To pages of the server at this port. */
    PageWalk(int port) {
        this.server = URI.create("http://localhost:" + port);
    }

    /** Signs in to an area's pages with what its form asks for. */
    void signIn(String area, Map<String, String> typed) throws IOException, InterruptedException {
        String path = "/" + area + "/sign-in";
        Matcher hidden = HIDDEN.matcher(html(path));
        StringBuilder form = new StringBuilder();
        typed.forEach((name, value) -> field(form, name, value));
        while (hidden.find()) {
            field(form, hidden.group(1), hidden.group(2));
        }
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                        .build();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != SEE_OTHER) {
            throw new IOException("signing in was answered " + status);
        }
    }

    /** The header with the cookies so far. */
    String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::toString)
                .collect(Collectors.joining("; "));
    }

    /**
     * The home page and what links lead to from there, the nearest first: of pages that differ only
     * by the values asked for, or by the thing that they are about, one.
     *
     * @param searched pages that people come to by typing, which no link leads to
     */
    List<String> pages(String home, List<String> searched) throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(home));
        open.addAll(searched);
        while (!open.isEmpty()) {
            String path = open.remove();
            boolean isNew = kinds.add(kind(path)) || searched.contains(path);
            if (!path.startsWith(home) || !isNew) {
                continue;
            }
            String page = html(path);
            if (!page.isEmpty()) {
                pages.add(path);
                Matcher links = LINK.matcher(page);
                while (links.find()) {
                    open.add(links.group(1).replace("&amp;", "&"));
                }
            }
        }
        return pages;
    }

    private static String kind(String path) {
        return OF_ONE_THING.matcher(VALUE.matcher(path).replaceAll("")).replaceAll("/");
    }

    /** A page, or an empty text if it is no page. */
    private String html(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path)).header("Accept", "text/html,*/*;q=0.8").build();
        HttpResponse<InputStream> answer =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            boolean page = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
            if (page && answer.statusCode() != OK) {
                throw new IOException(path + " was answered " + answer.statusCode());
            }
            return page ? new String(body.readAllBytes(), StandardCharsets.UTF_8) : "";
        }
    }

    private static void field(StringBuilder form, String name, String value) {
        form.append(form.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}

package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.io.ByteArrayOutputStream;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without scripts: it keeps cookies and sends forms with what pages hid in them. It takes
 * no page with an id that two things have, since the label of the one leads to the other, and no
 * answer without the headers that keep it safe.
 */
public final class Browser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

    private static final String BOUNDARY = "----formdata-tests-0123456789";

    private final TestServer server;
    private final Map<String, String> cookies = new HashMap<>();
    private String forwardedFor = "";
    private String languages = "en";
    private String userAgent = "";
    private String sendingSite = "";
    private boolean https;

    Browser(TestServer server) {
        this.server = server;
    }

    /** Comes from this address, as a proxy tells it. */
    public Browser from(String forwardedFor) {
        this.forwardedFor = forwardedFor;
        return this;
    }

    /** Asks for pages in these languages from now on, as the header Accept-Language names them. */
    public Browser reading(String languages) {
        this.languages = languages;
        return this;
    }

    /** Says this of itself. */
    public Browser called(String userAgent) {
        this.userAgent = userAgent;
        return this;
    }

    /** Says from now on that pages of this site make it send, as the header Sec-Fetch-Site names it. */
    public Browser sentBy(String site) {
        sendingSite = site;
        return this;
    }

    /** Comes over HTTPS, as a proxy tells it. */
    public Browser overHttps() {
        https = true;
        return this;
    }

    /** What a page hid in its form for {@code action}. */
    public Map<String, String> hidden(HttpResponse<String> page, String action) {
        return hidden(page.body(), action);
    }

    /** Opens a page. */
    public HttpResponse<String> get(String path) {
        return send(server.request(path).GET());
    }

    /** Opens {@code page}, fills its form for {@code action} in, and sends it. */
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        return fill(get(page), action, fields);
    }

    /** Fills the form for {@code action} in on a page that is open, and sends it. */
    public HttpResponse<String> fill(
            HttpResponse<String> page, String action, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(hidden(page.body(), action));
        all.putAll(fields);
        return post(action, all);
    }

    /** Sends a form with these fields and no others. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return post(path, List.copyOf(fields.entrySet()));
    }

    /** The same with fields that may come more than once, in their order. */
    public HttpResponse<String> post(String path, List<Map.Entry<String, String>> fields) {
        String body =
                fields.stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                server.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * Opens {@code page}, fills its form for {@code action} in, and sends it with files, as a form
     * does that has fields for them.
     *
     * @param files their bytes by the names of the fields; an empty one was not chosen
     */
    public HttpResponse<String> upload(
            String page, String action, Map<String, String> fields, Map<String, byte[]> files) {
        Map<String, String> all = new HashMap<>(hidden(get(page).body(), action));
        all.putAll(fields);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        all.forEach((name, value) -> part(body, name, "", value.getBytes(StandardCharsets.UTF_8)));
        files.forEach((name, content) -> part(body, name, "; filename=\"file\"", content));
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return send(
                server.request(action)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(
            ByteArrayOutputStream body, String name, String more, byte[] content) {
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
                        .formatted(BOUNDARY, name, more);
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Signs in at a front door and returns the answer. */
    public HttpResponse<String> signIn(String area, String email, String password) {
        String path = "/" + area + "/sign-in";
        return submit(path, path, Map.of("email", email, "password", password));
    }

    /** The cookie of this name, or an empty text. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** Has a cookie from elsewhere. */
    public void put(String name, String value) {
        cookies.put(name, value);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        request.header("Accept-Language", languages);
        if (!forwardedFor.isEmpty()) {
            request.header("X-Forwarded-For", forwardedFor);
        }
        if (!sendingSite.isEmpty()) {
            request.header("Sec-Fetch-Site", sendingSite);
        }
        if (https) {
            request.header("X-Forwarded-Proto", "https");
        }
        if (!userAgent.isEmpty()) {
            request.header("User-Agent", userAgent);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = server.send(request.build());
        SafeAnswers.check(response, https);
        response.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .forEach(this::keep);
        Multiset<String> ids = HashMultiset.create();
        ID.matcher(response.body()).results().forEach(found -> ids.add(found.group(1)));
        assertThat(ids.entrySet())
                .as("ids of %s", response.uri())
                .allMatch(id -> id.getCount() == 1);
        return response;
    }

    private void keep(HttpCookie cookie) {
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }

    private static Map<String, String> hidden(String page, String address) {
        String action = address.replace("&", "&amp;");
        int form = page.indexOf("method=\"post\" action=\"" + action + "\"");
        // A form may have a second button that sends it elsewhere.
        int button = page.indexOf("formaction=\"" + action + "\"");
        int start =
                form < 0 && button >= 0 ? page.lastIndexOf("method=\"post\"", button) : form;
        if (start < 0) {
            throw new AssertionError("no form for " + action + " on the page:\n" + page);
        }
        Matcher fields = HIDDEN.matcher(page.substring(start, page.indexOf("</form>", start)));
        Map<String, String> hidden = new HashMap<>();
        while (fields.find()) {
            hidden.put(fields.group(1), fields.group(2));
        }
        return hidden;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A customer with a browser that runs no scripts: gets pages, fills their forms in and sends them.
 */
final class RedeemForm {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");
    private static final Pattern EXPORT =
            Pattern.compile("export RESTIC_REPOSITORY=(?:'|&#39;)(.*?)(?:'|&#39;)");

    private final HttpClient browser =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
    private final URI server;

    /** What the last page shows, and the repository's address as its commands have it. */
    record Result(String text, String repository, String password) {}

    RedeemForm(URI server) {
        this.server = server;
    }

    Result redeemForNewAccount(String code, String name, String email, String username)
            throws IOException, InterruptedException {
        String first = body(HttpRequest.newBuilder(server.resolve("redeem")).build());
        String second = submit("redeem", first, Map.of("code", code));
        assertThat(second).contains("Open your account");
        String done =
                submit(
                        "redeem/new",
                        second,
                        Map.of("name", name, "email", email, "username", username, "password", ""));
        return new Result(
                done,
                found(EXPORT, done),
                found(Pattern.compile("id=\"repository-password\">([^<]+)<"), done));
    }

    private String submit(String path, String page, Map<String, String> typed)
            throws IOException, InterruptedException {
        int form = page.indexOf("action=\"/" + path + "\"");
        assertThat(form).as("a form for /%s in %s", path, page).isPositive();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.substring(form, page.indexOf("</form>", form)));
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        fields.putAll(typed);
        String body =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return body(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = browser.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static String found(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }
}

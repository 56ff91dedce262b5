package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What guards every page and every form, asked of Jersey so that none is forgotten: browsers are told
 * what a page may do and keep, and a form that no page of ours sent changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedPagesIT {
    private static final List<Role> PEOPLE =
            List.of(Role.OWNER, Role.MANAGER, Role.ACCOUNT_HOLDER, Role.VISITOR);

    /** What a browser may keep for a day, since its address changes with it. */
    private static final Set<String> KEPT = Set.of("/logo", "/brand.css");

    /** The token of a link guards it, before there is anybody's session. */
    private static final String SETUP = "/setup";

    private static final String CSRF = "csrf";

    private static final Pattern FILE = Pattern.compile("/assets/[^\"]+\\.css");

    /**
     * Of each table, what stands in it. When a session was last used is no change: also a form that
     * is refused was sent in it.
     */
    private static final String EVERYTHING =
            """
            SELECT string_agg(
                format('SELECT %L, count(*), md5(coalesce(string_agg(line, '''' ORDER BY line), ''''))'
                    || ' FROM (SELECT (to_jsonb(t) - ''seen_at'')::text AS line FROM %I AS t) AS lines',
                    table_name, table_name),
                ' UNION ALL ')
            FROM information_schema.tables
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            """;

    private FilledWorld filled;
    private RouteTable routes;

    /** A form with who has it before them. */
    private record Seen(Role person, Browser browser, PageForm form) {}

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        routes = new RouteTable(filled.world().wiring());
    }

    @AfterAll
    void close() {
        filled.close();
    }

    @Test
    void everyPageTellsBrowsersWhatTheyMayDoAndThatTheyKeepNothing() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> policies = new HashSet<>();
        Set<Role> seen = new HashSet<>();
        for (Role person : PEOPLE) {
            Browser browser = filled.signedIn(person);
            for (Route route : routes.all()) {
                if (!route.read()) {
                    continue;
                }
                String path = filled.path(route).orElse(route.path(Belongings.NOBODYS));
                // The browser looks at the headers that are the same for all.
                HttpResponse<String> answer = browser.get(path);
                boolean kept = KEPT.contains(route.template()) && answer.statusCode() == 200;
                softly.assertThat(SafeAnswers.header(answer, "Cache-Control").split(", "))
                        .as("%s as %s", path, person)
                        .contains(kept ? "max-age=86400" : "no-store")
                        .doesNotContain("public");
                if (answer.statusCode() == 200 && PagesOf.isPage(route)) {
                    policies.add(SafeAnswers.header(answer, "Content-Security-Policy"));
                    seen.add(person);
                }
            }
        }
        softly.assertAll();
        Browser visitor = filled.server().browser();
        Matcher file = FILE.matcher(visitor.get("/redeem").body());
        assertThat(file.find()).isTrue();
        assertThat(visitor.get(file.group()).statusCode()).isEqualTo(200);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(PEOPLE);
        assertThat(policies)
                .contains(SafeAnswers.PAGE, SafeAnswers.CAMERA)
                .anyMatch(SafeAnswers::isForeign);
    }

    @Test
    void noFormChangesAnythingThatNoPageOfOursSent() {
        Map<Route, Seen> forms = forms();
        String others = PageForm.of("", filled.signedIn(Role.OWNER).get("/console").body()).stream()
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.name().equals(CSRF))
                .map(PageForm.Field::value)
                .findFirst()
                .orElseThrow();
        Browser owner = filled.signedIn(Role.OWNER);
        // Each session notes at its first page from where it is used.
        assertThat(owner.get("/console").statusCode()).isEqualTo(200);
        List<String> before = everything();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes.all()) {
            if (route.read() || route.api() || route.template().equals(SETUP)) {
                continue;
            }
            Seen seen =
                    forms.getOrDefault(
                            route,
                            new Seen(
                                    Role.OWNER,
                                    owner,
                                    new PageForm("", route.path(Belongings.NOBODYS), List.of())));
            refused(softly, seen, without(seen.form(), CSRF), "no mark");
            Map<String, String> foreign = new HashMap<>(without(seen.form(), CSRF));
            foreign.put(CSRF, others);
            refused(softly, seen, foreign, "the mark of another session");
            for (String site : List.of("cross-site", "same-site")) {
                seen.browser().sentBy(site);
                refused(softly, seen, without(seen.form(), ""), site);
                seen.browser().sentBy("");
            }
        }
        softly.assertAll();
        List<String> changed = everything();
        changed.removeAll(before);
        assertThat(changed).as("tables that changed").isEmpty();
        assertThat(forms).as("forms with what they send").hasSizeGreaterThan(120);
    }

    @Test
    void overHttpsNoCookieGoesElsewhere() {
        Set<String> cookies = new TreeSet<>();
        try (TestServer proxied = TestServer.behindProxy(filled.world())) {
            Browser owner = proxied.browser().overHttps();
            // The browser looks at each of its cookies.
            note(cookies, owner.get("/console/audit"));
            HttpResponse<String> door = owner.get("/console/sign-in");
            note(cookies, door);
            filled.signIn(owner, Role.OWNER);
            assertThat(List.of(SessionCookies.SESSION, SessionCookies.KNOWN))
                    .noneMatch(name -> owner.cookie(name).isEmpty());
            note(
                    cookies,
                    owner.submit(
                            "/console/settings/software",
                            "/console/settings/software",
                            Map.of("address", "https://harbour.example/new")));
            PageForm form =
                    PageForm.of("", owner.get("/console/settings/software").body()).stream()
                            .filter(one -> one.action().equals("/console/settings/software"))
                            .findFirst()
                            .orElseThrow();
            filled.world()
                    .database()
                    .execute("UPDATE session SET seen_at = seen_at - interval '1 day'");
            note(cookies, owner.post(form.action(), without(form, "")));
            note(
                    cookies,
                    proxied.browser().overHttps().submit(
                            "/trial", "/trial", Map.of("name", "Tom", "email", "tom@example.com")));
        }
        assertThat(cookies)
                .contains(
                        SessionCookies.VISIT,
                        "counterfoil-wanted",
                        "counterfoil-flash",
                        "counterfoil-held",
                        "counterfoil-device");
    }

    private static void note(Set<String> cookies, HttpResponse<String> answer) {
        answer.headers()
                .allValues("Set-Cookie")
                .forEach(cookie -> cookies.add(cookie.substring(0, cookie.indexOf('='))));
    }

    /** A form for each route that a page leads to. */
    private Map<Route, Seen> forms() {
        Map<Route, Seen> forms = new LinkedHashMap<>();
        for (Role person : PEOPLE) {
            Browser browser = filled.signedIn(person);
            for (String path : filled.pages(person).all().keySet()) {
                PageForm.of(path, browser.get(path).body())
                        .forEach(
                                form ->
                                        routes.find("POST", form.action())
                                                .ifPresent(
                                                        route ->
                                                                forms.putIfAbsent(
                                                                        route,
                                                                        new Seen(
                                                                                person,
                                                                                browser,
                                                                                form))));
            }
        }
        return forms;
    }

    private static void refused(
            SoftAssertions softly, Seen seen, Map<String, String> fields, String how) {
        HttpResponse<String> answer = seen.browser().post(seen.form().action(), fields);
        String what = "%s of %s with %s".formatted(seen.form().action(), seen.person(), how);
        softly.assertThat(answer.statusCode()).as(what).isEqualTo(403);
        softly.assertThat(answer.body()).as(what).contains("This form is out of date");
    }

    /** What a form sends but for one of its fields. */
    private static Map<String, String> without(PageForm form, String field) {
        return form.sent(PageForm.Field::value, "a-guarded-form").stream()
                .filter(sent -> !sent.getKey().equals(field))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    private List<String> everything() {
        return filled.world()
                .database()
                .rows(filled.world().database().rows(EVERYTHING).getFirst());
    }
}

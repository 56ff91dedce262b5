package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What people type into the forms of all pages: whatever it is, the page says in words what is wrong
 * with it and has it still, and so it does after a session that ended meanwhile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsIT {
    private static final List<Role> PEOPLE =
            List.of(Role.OWNER, Role.MANAGER, Role.ACCOUNT_HOLDER, Role.VISITOR);

    private static final String SCRIPT = "<script>alert(1)</script>";

    /** What nobody means, but somebody types or pastes. */
    private static final List<String> ODD =
            List.of(
                    "",
                    "x".repeat(10_000),
                    "\ud83d\ude00 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                    "\u202e\u0645\u0631\u062d\u0628\u0627",
                    "\"'>" + SCRIPT,
                    "'; DROP TABLE account; --",
                    "a\u0000b",
                    "-1",
                    "99999999999999999999999999",
                    "1.234,56",
                    "1,234.56",
                    "\u0661\u0662",
                    "31.02.2026");

    /** So many of them in a build that has no time for all. */
    private static final int FEW = 150;

    private static final long SEED = 20261127;

    /** What is never shown again. */
    private static final Pattern SECRET =
            Pattern.compile("password|chosen|present|code|codes|iban|token|passkey|secret");

    private FilledWorld filled;
    private RouteTable routes;
    private int sent;

    /** A form with who sees it. */
    private record Seen(Role person, Browser browser, PageForm form) {}

    /** Something odd in a field of it. */
    private record Typed(Seen seen, PageForm.Field field, String value) {}

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
    @Tag("long")
    void whateverIsTypedIsAnsweredInWordsAndKept() {
        send(odd());
    }

    @Test
    void someOfWhatIsTypedIsAnsweredInWordsAndKept() {
        List<Typed> all = new ArrayList<>(odd());
        Collections.shuffle(all, new Random(SEED));
        send(all.subList(0, FEW));
    }

    @Test
    void nothingThatWasTypedIsLostWhenASessionEnds() {
        SoftAssertions softly = new SoftAssertions();
        int kept = 0;
        for (Seen seen : forms()) {
            if (seen.person() != Role.VISITOR && staysSignedIn(seen.form())) {
                kept += returns(softly, seen);
            }
        }
        softly.assertAll();
        assertThat(kept).as("fields that were kept").isGreaterThan(100);
    }

    private List<Typed> odd() {
        List<Typed> odd = new ArrayList<>();
        for (Seen seen : forms()) {
            for (PageForm.Field field : seen.form().forPeople()) {
                ODD.forEach(value -> odd.add(new Typed(seen, field, value)));
            }
        }
        assertThat(odd).as("odd values").hasSizeGreaterThan(1000);
        return odd;
    }

    /** The forms with fields, one of each kind. */
    private List<Seen> forms() {
        List<Seen> forms = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Role person : PEOPLE) {
            Browser browser = filled.signedIn(person);
            for (String path : filled.pages(person).all().keySet()) {
                HttpResponse<String> page = browser.get(path);
                PageForm.of(path, page.body()).stream()
                        .filter(form -> !form.forPeople().isEmpty())
                        .filter(form -> known.add(person + form.kind(routes)))
                        .forEach(form -> forms.add(new Seen(person, browser, form)));
            }
        }
        return forms;
    }

    private void send(List<Typed> all) {
        SoftAssertions softly = new SoftAssertions();
        long refused =
                all.stream().filter(typed -> send(softly, typed).statusCode() == 422).count();
        softly.assertAll();
        assertThat(refused).as("forms that came back").isGreaterThan(all.size() / 3);
    }

    private HttpResponse<String> send(SoftAssertions softly, Typed typed) {
        PageForm form = typed.seen().form();
        HttpResponse<String> answer =
                typed.seen()
                        .browser()
                        .post(
                                form.action(),
                                form.with(typed.field(), typed.value(), "odd-" + ++sent));
        String what =
                "%s as %s with %.30s in %s: %d"
                        .formatted(
                                form.action(),
                                typed.seen().person(),
                                typed.value(),
                                typed.field().name(),
                                answer.statusCode());
        softly.assertThat(answer.statusCode())
                .as(what)
                .isIn(200, 303, 404, 409, 410, 422, 429);
        softly.assertThat(answer.body()).as(what).doesNotContain(SCRIPT);
        if (answer.statusCode() == 422) {
            Element page = Jsoup.parse(answer.body());
            if (typed.field().kind() != PageForm.Kind.TYPED) {
                // No browser sends what the page did not offer.
                return answer;
            }
            softly.assertThat(page.select("[role=alert], .note.bad, .problem").text())
                    .as("words for %s", what)
                    .isNotBlank();
            if (!SECRET.matcher(typed.field().name()).find() && isStillThere(typed.seen())) {
                softly.assertThat(values(page, typed.field().name()))
                        .as("what was typed, after %s", what)
                        // As browsers read a NUL, too.
                        .contains(typed.value().replace('\0', '\ufffd'));
            }
        }
        return answer;
    }

    /** What the form was for may be done by now, and the form gone with it. */
    private static boolean isStillThere(Seen seen) {
        String path = seen.form().page();
        return PageForm.of(path, seen.browser().get(path).body()).stream()
                .anyMatch(form -> form.action().equals(seen.form().action()));
    }

    private static List<String> values(Element page, String name) {
        return page.select("input[name=\"%1$s\"], textarea[name=\"%1$s\"]".formatted(name)).stream()
                .map(Element::val)
                .toList();
    }

    private static boolean staysSignedIn(PageForm form) {
        return !form.action().endsWith("/sign-out") && !form.action().endsWith("/sign-in");
    }

    /** Types into each field, comes back after a while, and counts what is still there. */
    private int returns(SoftAssertions softly, Seen seen) {
        Browser browser = filled.signedIn(seen.person());
        String path = seen.form().page();
        PageForm form =
                PageForm.of(path, browser.get(path).body()).stream()
                        .filter(now -> now.kind(routes).equals(seen.form().kind(routes)))
                        .findFirst()
                        .orElseThrow();
        filled.world()
                .database()
                .execute("UPDATE session SET seen_at = seen_at - interval '1 day'");
        HttpResponse<String> late =
                browser.post(form.action(), form.sent(FormsIT::typed, "late-" + ++sent));
        softly.assertThat(late.statusCode()).as("%s, too late", form.action()).isEqualTo(303);
        filled.signIn(browser, seen.person());
        Element page = Jsoup.parse(browser.get(path).body());
        int kept = 0;
        for (PageForm.Field field : form.forPeople()) {
            if (field.kind() == PageForm.Kind.TYPED && !SECRET.matcher(field.name()).find()) {
                softly.assertThat(values(page, field.name()))
                        .as("%s of %s on %s", field.name(), form.action(), path)
                        .contains(typed(field));
                kept++;
            }
        }
        return kept;
    }

    private static String typed(PageForm.Field field) {
        return field.kind() == PageForm.Kind.TYPED ? "typed <" + field.name() + ">" : field.value();
    }
}

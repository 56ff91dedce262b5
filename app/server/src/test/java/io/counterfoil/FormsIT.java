package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Open;
import io.counterfoil.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** And so many of those in pages that no link leads to. */
    private static final int FEW_HIDDEN = 60;

    /** Wrong codes and passwords count, and whoever typed many of them has to wait. */
    private static final List<String> COUNTS =
            List.of("sign_in_attempt", "failed_guess", "code_attempts");

    private static final long SEED = 20261127;

    /** Serial numbers and others that are names. */
    private static final Pattern NAMES = Pattern.compile("serial.*|from|to|carton|code|gtin");

    /** What is never shown again. */
    private static final Pattern SECRET =
            Pattern.compile("password|chosen|present|code|codes|iban|token|passkey|secret");

    private FilledWorld filled;
    private RouteTable routes;
    private final Set<Seen> done = new HashSet<>();
    private List<Seen> hidden;
    private int sent;

    /** A form with who sees it; of those that no link leads to, their pages can't be read again. */
    private record Seen(Role person, Browser browser, PageForm form, boolean hidden) {}

    /** Something odd in a field of it. */
    private record Typed(Seen seen, PageForm.Field field, String value) {}

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        routes = new RouteTable(filled.world().wiring());
        // First, while no form of a page has made a card or an account of theirs worthless.
        hidden = hiddenForms();
    }

    @AfterAll
    void close() {
        filled.close();
    }

    @Test
    @Tag("long")
    void whateverIsTypedIsAnsweredInWordsAndKept() {
        send(odd(forms()));
    }

    @Test
    @Tag("long")
    void whateverIsTypedIntoAnAnswerOrBehindALinkIsAnsweredInWordsAndKept() {
        send(odd(hidden));
    }

    @Test
    void someOfWhatIsTypedIsAnsweredInWordsAndKept() {
        send(some(odd(forms()), FEW));
    }

    /** Second steps, and where links of mails lead. */
    @Test
    void someOfWhatIsTypedIntoAnAnswerOrBehindALinkIsAnsweredInWordsAndKept() {
        send(some(odd(hidden), FEW_HIDDEN));
    }

    private static List<Typed> some(List<Typed> odd, int few) {
        List<Typed> all = new ArrayList<>(odd);
        Collections.shuffle(all, new Random(SEED));
        return all.subList(0, few);
    }

    @Test
    void aNumberThatMayBeAThousandIsAnsweredWithHowToWriteIt() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> asked = new TreeSet<>();
        for (Seen seen : forms()) {
            // All buttons of the order of a run would be pressed at once.
            if (seen.form().action().startsWith("/console/print-runs")) {
                continue;
            }
            List<String> numbers =
                    Jsoup.parse(seen.browser().get(seen.form().page()).body())
                            .select("form[method=post] input[inputmode=numeric]")
                            .eachAttr("name");
            for (PageForm.Field field : seen.form().forPeople()) {
                if (numbers.contains(field.name()) && !NAMES.matcher(field.name()).matches()) {
                    HttpResponse<String> answer =
                            seen.browser()
                                    .post(
                                            seen.form().action(),
                                            seen.form().with(field, "1,000", "odd-" + ++sent));
                    softly.assertThat(
                                    Jsoup.parse(answer.body())
                                            .select("[id=" + field.name() + "-problem]")
                                            .text())
                            .as("%s of %s", field.name(), seen.form().action())
                            .contains("without separators for thousands");
                    asked.add(field.name());
                }
            }
        }
        softly.assertAll();
        assertThat(asked).hasSizeGreaterThan(15);
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

    private static List<Typed> odd(List<Seen> forms) {
        return forms.stream()
                .flatMap(
                        seen ->
                                seen.form().forPeople().stream()
                                        .flatMap(
                                                field ->
                                                        ODD.stream()
                                                                .map(
                                                                        value ->
                                                                                new Typed(
                                                                                        seen,
                                                                                        field,
                                                                                        value))))
                .toList();
    }

    /** The forms with fields, one of each kind. */
    private List<Seen> forms() {
        List<Seen> forms = new ArrayList<>();
        Set<String> known = new HashSet<>();
        stopCounting();
        for (Role person : PEOPLE) {
            Browser browser = filled.signedIn(person);
            for (String path : filled.pages(person).all().keySet()) {
                HttpResponse<String> page = browser.get(path);
                PageForm.of(path, page.body()).stream()
                        .filter(form -> !form.forPeople().isEmpty())
                        .filter(form -> isOf(person, form))
                        .filter(form -> known.add(person + form.kind(routes)))
                        .forEach(form -> forms.add(new Seen(person, browser, form, false)));
            }
        }
        assertThat(forms).as("forms").hasSizeGreaterThan(80);
        return forms;
    }

    /** Staff who visit an account have another session for what customers send. */
    private boolean isOf(Role person, PageForm form) {
        return person == Role.VISITOR
                || person == Role.ACCOUNT_HOLDER
                || routes.find("POST", form.action())
                        .filter(route -> route.method().isAnnotationPresent(Open.class))
                        .isEmpty();
    }

    private void stopCounting() {
        COUNTS.forEach(counts -> filled.world().database().execute("DELETE FROM " + counts));
    }

    /** The same on pages that no link leads to. */
    private List<Seen> hiddenForms() {
        Set<String> known = new HashSet<>();
        stopCounting();
        List<Seen> forms =
                HiddenPages.of(filled).stream()
                        .flatMap(
                                one ->
                                        PageForm.of(one.path(), one.page().body()).stream()
                                                .filter(form -> !form.forPeople().isEmpty())
                                                .filter(
                                                        form ->
                                                                known.add(
                                                                        one.reader()
                                                                                + form.kind(routes)))
                                                .map(
                                                        form ->
                                                                new Seen(
                                                                        one.reader(),
                                                                        one.browser(),
                                                                        form,
                                                                        true)))
                        .toList();
        assertThat(forms).as("forms").hasSizeGreaterThan(20);
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
        stopCounting();
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
        if (typed.seen().person() != Role.VISITOR) {
            softly.assertThat(answer.headers().firstValue("Location").orElse(""))
                    .as(what)
                    .doesNotEndWith("/sign-in");
        }
        if (typed.field().name().equals("web_address") && answer.statusCode() == 303) {
            comeBack();
        }
        if (answer.statusCode() != 422) {
            done.add(typed.seen());
        } else {
            Element page = Jsoup.parse(answer.body());
            if (typed.field().kind() != PageForm.Kind.TYPED) {
                // No browser sends what the page did not offer.
                return answer;
            }
            softly.assertThat(page.select("[role=alert], .note.bad, .problem").text())
                    .as("words for %s", what)
                    .isNotBlank();
            if (page.select("form").stream().anyMatch(shown -> goesTo(shown, form.action()))) {
                softly.assertThat(page.select("[role=alert] li:not(:has(a))").eachText())
                        .as("what is wrong at no field, after %s", what)
                        .isEmpty();
                for (Element link : page.select("[role=alert] li a")) {
                    Element field =
                            page.expectFirst("[id=" + link.attr("href").substring(1) + "]");
                    softly.assertThat(field.parents())
                            .as("what %s is about, after %s", link.text(), what)
                            .anyMatch(around -> goesTo(around, form.action()));
                }
            } else if (!typed.seen().hidden()) {
                softly.assertThat(isStillThere(typed.seen()))
                        .as("a form that its page has and the answer has not, after %s", what)
                        .isFalse();
            }
            if (typed.seen().hidden() && done.contains(typed.seen())) {
                // A code is spent once, and what was asked for with it is gone then.
                return answer;
            }
            if (!SECRET.matcher(typed.field().name()).find() && isStillThere(typed.seen())) {
                softly.assertThat(values(page, typed.field().name()))
                        .as("what was typed, after %s", what)
                        // As browsers read a NUL, too.
                        .contains(typed.value().replace('\0', '\ufffd'));
            }
        }
        return answer;
    }

    /** Whether this is a form that goes there by itself, or by one of its buttons. */
    private static boolean goesTo(Element form, String action) {
        return form.normalName().equals("form")
                && Stream.concat(
                                Stream.of(form.attr("action")),
                                form.select("[formaction]").eachAttr("formaction").stream())
                        .anyMatch(place -> path(place).equals(path(action)));
    }

    private static String path(String address) {
        return address.replaceFirst("\\?.*", "");
    }

    /** Nobody would find the provider at another address any more. */
    private void comeBack() {
        filled.world()
                .database()
                .execute(
                        "UPDATE provider SET web_address = '%s' WHERE id = '%s'"
                                .formatted(
                                        filled.server().host(),
                                        filled.world().provider().id()));
    }

    /** What the form was for may be done by now, and the form gone with it. */
    private static boolean isStillThere(Seen seen) {
        if (seen.hidden()) {
            return true;
        }
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

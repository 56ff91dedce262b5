package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page in a real browser, from phones to wide screens, in light and in dark: nobody is kept
 * out by it (WCAG 2.2 AA, as far as axe can tell), all of it is reached by the keyboard, and nothing
 * makes people scroll sideways. Keeps pictures of what it saw.
 */
@ExtendWith(OneBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageInBrowserIT {
    private static final List<Role> READERS =
            List.of(Role.OWNER, Role.MANAGER, Role.ACCOUNT_HOLDER, Role.VISITOR);
    private static final int PHONE = 390;
    private static final int DESK = 1440;
    private static final List<Integer> WIDTHS = List.of(PHONE, 820, DESK);
    private static final int HEIGHT = 900;
    private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    /** What a page may bring along, in bytes. */
    private static final int HEAVY = 250_000;

    /** All that is sent for a page, whether or not the browser had some of it already. */
    private static final String WEIGHT =
            """
            ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
              .reduce((sum, one) => sum + one.encodedBodySize, 0)
            """;

    /** What of it the page's scripts have to fetch before there is something to read. */
    private static final String ASKED_LATER =
            """
            performance.getEntriesByType('resource')
              .filter(one => ['fetch', 'xmlhttprequest'].includes(one.initiatorType) && one.responseStatus).length
            """;

    /** So many pages of each reader in a build that has no time for all of them. */
    private static final int FEW = 3;

    private static final long SEED = 20261127;

    private final Set<String> pictures = new HashSet<>();
    private FilledWorld filled;
    private List<HiddenPages.Hidden> odd;
    private @Nullable List<HiddenPages.Hidden> hidden;
    private Chromium chromium;
    private Axe axe;

    @BeforeAll
    void open(Chromium ours) throws Exception {
        filled = new FilledWorld();
        // Before anybody turns their second step on.
        odd = OddPages.of(filled);
        chromium = ours;
        axe = new Axe();
    }

    @AfterAll
    void close() {
        filled.close();
    }

    @Test
    @Tag("long")
    void everyPageIsOpenToEverybodyAndFits() {
        SoftAssertions softly = new SoftAssertions();
        int pages = 0;
        for (Role reader : READERS) {
            List<String> paths = List.copyOf(filled.pages(reader).all().keySet());
            pages += look(softly, reader, paths, WIDTHS);
        }
        softly.assertAll();
        assertThat(pages).as("pages that were looked at").isGreaterThan(100);
    }

    @Test
    @Tag("long")
    void everyAnswerAndWhatIsBehindALinkIsOpenToEverybodyAndFits() {
        SoftAssertions softly = new SoftAssertions();
        lookAtHidden(softly, hidden(), WIDTHS);
        softly.assertAll();
    }

    @Test
    void aFewAnswersAndWhatIsBehindALinkAreOpenToEverybodyAndFitAPhone() {
        SoftAssertions softly = new SoftAssertions();
        List<HiddenPages.Hidden> some = new ArrayList<>(hidden());
        Collections.shuffle(some, new Random(SEED));
        lookAtHidden(softly, some.subList(0, FEW), List.of(PHONE));
        softly.assertAll();
    }

    @Test
    void whatIsRefusedOrEmptyOrSeenByFewIsOpenToEverybodyAndFitsAPhone() {
        SoftAssertions softly = new SoftAssertions();
        lookAtHidden(softly, odd, List.of(PHONE));
        softly.assertAll();
    }

    @Test
    void aFewPagesOfEachReaderAreOpenToEverybodyAndFitAPhone() {
        SoftAssertions softly = new SoftAssertions();
        Random random = new Random(SEED);
        for (Role reader : READERS) {
            List<String> paths = new ArrayList<>(filled.pages(reader).all().keySet());
            Collections.shuffle(paths, random);
            int pages =
                    look(softly, reader, paths.stream().limit(FEW).toList(), List.of(PHONE));
            softly.assertThat(pages).as("pages of %s", reader).isPositive();
        }
        softly.assertAll();
    }

    @Test
    void noPageIsHeavyWhenItsListsAreFullOfLongNames() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        FullLists lists = new FullLists(SEED);
        Map<String, Integer> files = new HashMap<>();
        for (Role reader : READERS) {
            Browser browser = filled.signedIn(reader);
            for (String path : filled.pages(reader).all().keySet()) {
                HttpResponse<String> answer = browser.get(path);
                if (!PagesOf.isHtml(answer)) {
                    continue;
                }
                Document page = Jsoup.parse(answer.body());
                int bytes = 0;
                for (Element file : page.select("link[href], script[src], img[src]")) {
                    String address = file.attr(file.hasAttr("href") ? "href" : "src");
                    if (address.startsWith("/")) {
                        bytes += files.computeIfAbsent(address, from -> sent(browser, from));
                    }
                }
                softly.assertThat(bytes + packed(lists.fill(page, path)))
                        .as("bytes of %s as %s with full lists", path, reader)
                        .isLessThan(HEAVY);
            }
        }
        softly.assertAll();
        assertThat(lists.filled()).isGreaterThan(60);
    }

    /** How many bytes are sent for a file of a page. */
    private int sent(Browser reader, String file) {
        return filled.server()
                .sendForBytes(
                        filled.server()
                                .request(file)
                                .header("Accept-Encoding", "gzip")
                                .header(
                                        "Cookie",
                                        SessionCookies.SESSION
                                                + "="
                                                + reader.cookie(SessionCookies.SESSION))
                                .build())
                .body()
                .length;
    }

    /** How many bytes are sent for a page, which the server packs. */
    private static int packed(String html) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream page = new GZIPOutputStream(packed)) {
            page.write(html.getBytes(StandardCharsets.UTF_8));
        }
        return packed.size();
    }

    @Test
    void whatAPageMayNotDoAndWhatItFailsAtIsHeard() {
        Browser visitor = filled.server().browser();
        HiddenPages.Hidden ours =
                new HiddenPages.Hidden("redeem", Role.VISITOR, visitor, visitor.get("/redeem"));
        String more =
                "<p style=\"color: red\">Red</p><script src=\"/assets/0/none.js\"></script></main>";
        Page page = chromium.phone(filled.server());
        page.route(
                "**/redeem",
                route ->
                        route.fulfill(
                                asItCame(ours)
                                        .setBody(ours.page().body().replace("</main>", more))));
        page.navigate("/redeem");
        page.evaluate("setTimeout(() => { throw new Error('a fault') })");
        List<String> heard = new ArrayList<>();
        page.waitForCondition(
                () -> {
                    heard.addAll(chromium.takeComplaints());
                    return heard.stream().anyMatch(one -> one.contains("a fault"));
                });
        assertThat(heard)
                .allMatch(complaint -> complaint.contains("/redeem: "))
                .anyMatch(complaint -> complaint.contains("style-src 'self'"))
                .anyMatch(complaint -> complaint.contains("/assets/0/none.js"))
                .anyMatch(complaint -> complaint.contains("a fault"));
        page.context().close();
    }

    @Test
    void aSmallPhoneCutsNoWayToTheSignInAndBreaksNoNumberOfACarton() {
        Page account = smallPhone(Role.ACCOUNT_HOLDER, "/account");
        assertThat(account.locator(".who > *").count()).isPositive();
        assertThat(
                        account.evaluate(
                                "[...document.querySelectorAll('.who > *')].filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
        account.context().close();
        Page cartons = smallPhone(Role.OWNER, "/console/cartons");
        assertThat(
                        cartons.evaluate(
                                """
                                [...document.querySelectorAll('td.serial')].map(one => {
                                  const text = document.createRange();
                                  text.selectNodeContents(one);
                                  return text.getClientRects().length;
                                })
                                """))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty()
                .containsOnly(1);
        cartons.context().close();
    }

    /** A page in German, whose words are the longer ones. */
    private Page smallPhone(Role reader, String path) {
        Page page = chromium.phone(filled.server(), "de-DE");
        page.context()
                .addCookies(
                        List.of(
                                new Cookie(
                                                SessionCookies.SESSION,
                                                filled.signedIn(reader)
                                                        .cookie(SessionCookies.SESSION))
                                        .setUrl("http://" + filled.server().host())));
        page.navigate(path);
        return page;
    }

    /** Looks at pages as somebody does who is signed in, and says how many of them are ours. */
    private int look(
            SoftAssertions softly, Role reader, List<String> paths, List<Integer> widths) {
        Page page =
                chromium.page(
                        filled.server(), new NewContextOptions().setViewportSize(PHONE, HEIGHT));
        String session = filled.signedIn(reader).cookie(SessionCookies.SESSION);
        if (!session.isEmpty()) {
            page.context()
                    .addCookies(
                            List.of(
                                    new Cookie(SessionCookies.SESSION, session)
                                            .setUrl("http://" + filled.server().host())));
        }
        int ours = 0;
        for (String path : paths) {
            Response answer = page.navigate(path);
            if (isOurs(answer)) {
                softly.assertThat(answer.status()).as("%s as %s", path, reader).isEqualTo(200);
                page.route("**", EveryPageInBrowserIT::stay);
                look(softly, page, reader + " " + path, name(page), widths);
                page.unrouteAll();
                ours++;
            }
        }
        page.context().close();
        return ours;
    }

    /** What only the answer to a form shows, or a link of a mail. They come once. */
    private List<HiddenPages.Hidden> hidden() {
        if (hidden == null) {
            hidden = HiddenPages.of(filled);
        }
        return hidden;
    }

    /** Shows pages as they once came, to a browser that did not ask for them itself. */
    private void lookAtHidden(
            SoftAssertions softly, List<HiddenPages.Hidden> pages, List<Integer> widths) {
        Page page =
                chromium.page(
                        filled.server(), new NewContextOptions().setViewportSize(PHONE, HEIGHT));
        for (HiddenPages.Hidden one : pages) {
            page.route(
                    url -> url.endsWith(one.path()), route -> route.fulfill(asItCame(one)));
            page.navigate(one.path());
            page.route("**", EveryPageInBrowserIT::stay);
            look(softly, page, one.name(), one.name(), widths);
            page.unrouteAll();
        }
        page.context().close();
    }

    private static Route.FulfillOptions asItCame(HiddenPages.Hidden one) {
        Map<String, String> headers = new HashMap<>();
        one.page().headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Route.FulfillOptions()
                .setStatus(one.page().statusCode())
                .setHeaders(headers)
                .setBody(one.page().body());
    }

    /** So that a page which reloads itself is looked at as it came. */
    private static void stay(Route route) {
        Request request = route.request();
        if (request.isNavigationRequest() || request.headers().containsKey("hx-request")) {
            route.abort("aborted");
        } else {
            route.resume();
        }
    }

    /** Mails are documents of their own, in which no script runs; files are no pages. */
    private static boolean isOurs(Response answer) {
        return answer.headerValue("content-type").startsWith("text/html")
                && !answer.headerValue("content-security-policy").contains("sandbox");
    }

    private void look(
            SoftAssertions softly, Page page, String what, String name, List<Integer> widths) {
        for (int width : widths) {
            page.setViewportSize(width, HEIGHT);
            softly.assertThat(Chromium.width(page))
                    .as("width of %s at %d", what, width)
                    .isLessThanOrEqualTo(width);
            for (ColorScheme scheme : SCHEMES) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                keepPicture(
                        page,
                        "%s-%d-%s"
                                .formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)));
                softly.assertThat(axe.violations(page))
                        .as("%s at %d, %s", what, width, scheme)
                        .isEmpty();
            }
        }
        softly.assertThat((Integer) page.evaluate(WEIGHT))
                .as("bytes of %s", what)
                .isLessThan(HEAVY);
        softly.assertThat((Integer) page.evaluate(ASKED_LATER))
                .as("what %s asks for later", what)
                .isZero();
        for (int width : widths) {
            page.setViewportSize(width, HEIGHT);
            softly.assertThat(Keyboard.problems(page))
                    .as("%s at %d by keyboard", what, width)
                    .isEmpty();
        }
    }

    /** One picture of each kind of page: of the tenth item, nothing new is to be seen. */
    private void keepPicture(Page page, String name) {
        if (pictures.add(name)) {
            Chromium.keepPicture(page, name);
        }
    }

    private static String name(Page page) {
        return page.url()
                .replaceFirst("^https?://[^/]+/", "")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id")
                .replaceAll("[0-9]{14}", "serial")
                .replaceAll("[^A-Za-z0-9]+", "-");
    }
}

package io.counterfoil;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every page in a real browser, from phones to wide screens, in light and in dark: nobody is kept
 * out by it (WCAG 2.2 AA, as far as axe can tell), and nothing makes people scroll sideways. Keeps
 * pictures of what it saw.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageInBrowserIT {
    private static final List<Role> READERS =
            List.of(Role.OWNER, Role.MANAGER, Role.ACCOUNT_HOLDER, Role.VISITOR);
    private static final List<Integer> WIDTHS = List.of(390, 820, 1440);
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    // Mails, by themselves or in a frame: no script runs there, and so none that looks for problems.
    private static final Pattern MAIL = Pattern.compile("/console/mail/(?:preview|[0-9a-f-]{36})");
    private static final int HEIGHT = 900;

    private FilledWorld filled;
    private Chromium chromium;

    /** A page as somebody sees it. */
    private record View(Role reader, String path, int width, ColorScheme scheme) {
        String name() {
            return "%s-%d-%s"
                    .formatted(
                            path.substring(1)
                                    .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id")
                                    .replaceAll("[^A-Za-z0-9]+", "-"),
                            width,
                            scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        chromium = new Chromium();
    }

    @AfterAll
    void close() {
        chromium.close();
        filled.close();
    }

    @Test
    @Tag("long")
    void everyPageIsOpenToEverybodyAndFits() {
        look(views());
    }

    private List<View> views() {
        List<View> views = new ArrayList<>();
        for (Role reader : READERS) {
            for (String path : filled.pages(reader).all().keySet()) {
                if (MAIL.matcher(path).lookingAt()) {
                    continue;
                }
                for (int width : WIDTHS) {
                    views.add(new View(reader, path, width, ColorScheme.LIGHT));
                    views.add(new View(reader, path, width, ColorScheme.DARK));
                }
            }
        }
        return views;
    }

    private void look(List<View> views) {
        SoftAssertions softly = new SoftAssertions();
        for (Role reader : READERS) {
            String session = filled.signedIn(reader).cookie(SessionCookies.SESSION);
            for (int width : WIDTHS) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    List<View> same =
                            views.stream()
                                    .filter(view -> view.reader() == reader)
                                    .filter(view -> view.width() == width)
                                    .filter(view -> view.scheme() == scheme)
                                    .toList();
                    if (!same.isEmpty()) {
                        look(softly, same, session);
                    }
                }
            }
        }
        softly.assertAll();
    }

    /** Views of the same reader, width and colours. */
    private void look(SoftAssertions softly, List<View> views, String session) {
        View first = views.getFirst();
        Page page =
                chromium.page(
                        filled.server(),
                        new NewContextOptions()
                                .setViewportSize(first.width(), HEIGHT)
                                .setColorScheme(first.scheme()));
        BrowserContext somebody = page.context();
        if (!session.isEmpty()) {
            somebody.addCookies(
                    List.of(
                            new Cookie(SessionCookies.SESSION, session)
                                    .setUrl("http://" + filled.server().host())));
        }
        for (View view : views) {
            Response answer = page.navigate(view.path());
            if (answer.headerValue("content-type").startsWith("text/html")) {
                softly.assertThat(answer.status()).as("%s", view).isEqualTo(200);
                softly.assertThat(Chromium.look(page, view.name()))
                        .as("width of %s", view)
                        .isLessThanOrEqualTo(view.width());
                softly.assertThat(problems(page)).as("%s", view).isEmpty();
            }
        }
        somebody.close();
    }

    private static List<String> problems(Page page) {
        return new AxeBuilder(page)
                .withTags(RULES).analyze().getViolations().stream()
                        .map(EveryPageInBrowserIT::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getNodes().stream()
                        .limit(3)
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .collect(Collectors.joining("; "));
    }
}

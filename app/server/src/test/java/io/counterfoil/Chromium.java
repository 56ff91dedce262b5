package io.counterfoil;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real browser without a screen: the pages' scripts run in it as they do at a customer's. Of the
 * thread that made it.
 */
public final class Chromium implements AutoCloseable {
    /** The width of a small phone, in pixels of the page. */
    public static final int PHONE = 360;

    /** Where pictures of pages are kept, for people to look at. */
    private static final Path SCREENS = Path.of("target", "screens");

    private static final int HEIGHT = 740;

    /** What a phone's camera sees, in pixels of it. */
    private static final int SEEN_WIDTH = 1280;

    private static final int SEEN_HEIGHT = 720;

    // A machine that runs other tests beside this one is slow, not wrong.
    private static final int PATIENCE = 30_000;

    private static final String THIS_MACHINE = "localhost";

    /** What browsers say where a page or a file of it was refused; the address says which. */
    private static final String NOT_LOADED = "Failed to load resource";

    /** The test's server has no HTTPS, without which browsers keep no page apart from others. */
    private static final String NO_HTTPS = "the URL's origin was untrustworthy";

    /** What htmx says where a new request takes the place of one that runs, and beside its errors. */
    private static final Set<String> NO_ERRORS = Set.of("htmx:sendAbort", "htmx:afterRequest");

    /** The address of a message, without line and column. */
    private static final String PLACE_IN_IT = "(:\\d+){1,2}$";

    private static final Logger LOG = LoggerFactory.getLogger(Chromium.class);

    private final List<String> complaints = new ArrayList<>();
    private final Path camera = film();
    private final Playwright playwright;
    private final Browser browser;

    /** Starts a browser, whose camera shows what {@link #showCamera} was told last. */
    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        List<String> arguments =
                List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--disable-features=HttpsUpgrades",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + camera);
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(installed("chromium"))
                                        .setArgs(arguments));
    }

    /** An empty page of somebody new with a phone, who finds {@code server} at its web address. */
    public Page phone(TestServer server) {
        return page(server, new Browser.NewContextOptions().setViewportSize(PHONE, HEIGHT));
    }

    /** The same, in a browser that asks for pages in another language, such as {@code de-DE}. */
    public Page phone(TestServer server, String language) {
        return page(
                server,
                new Browser.NewContextOptions()
                        .setViewportSize(PHONE, HEIGHT)
                        .setLocale(language));
    }

    /** The same, where scripts don't run. */
    public Page phoneWithoutScripts(TestServer server) {
        return page(
                server,
                new Browser.NewContextOptions()
                        .setViewportSize(PHONE, HEIGHT)
                        .setJavaScriptEnabled(false));
    }

    /** An empty page of somebody new. */
    public Page page(TestServer server, Browser.NewContextOptions options) {
        BrowserContext somebody =
                browser.newContext(
                        server.host().equals(THIS_MACHINE)
                                ? options.setBaseURL("http://localhost:" + server.port())
                                : options.setBaseURL("http://" + server.host())
                                        .setProxy("http://127.0.0.1:" + server.port()));
        somebody.setDefaultTimeout(PATIENCE);
        Set<String> asked = new HashSet<>();
        somebody.onRequest(
                request -> {
                    if (isOfPeople(request)) {
                        asked.add(request.url());
                    }
                });
        somebody.onConsoleMessage(
                message -> {
                    if (isComplaint(message, asked)) {
                        complain(
                                server,
                                Objects.requireNonNull(message.page()),
                                message.text() + " (" + message.location() + ")");
                    }
                });
        somebody.onWebError(
                error -> complain(server, Objects.requireNonNull(error.page()), error.error()));
        return somebody.newPage();
    }

    /**
     * What pages have complained about since this was asked last, each with the page's address: what
     * their policy forbids, by its directive, what their scripts failed at, and files that are not
     * there. That a page or a form is answered with a refusal is no complaint, nor is anything that
     * is said after the page's server has stopped.
     */
    List<String> takeComplaints() {
        List<String> taken = List.copyOf(complaints);
        forgetComplaints();
        return taken;
    }

    /** Forgets what is none of the next test's. */
    void forgetComplaints() {
        complaints.clear();
    }

    /** Closes all pages, once what they have to complain about was heard. */
    void closePages() {
        for (BrowserContext somebody : browser.contexts()) {
            somebody.pages().forEach(Chromium::hearOut);
            somebody.close();
        }
    }

    /** What a page has said is handed over while one waits for an answer of it. */
    private static void hearOut(Page page) {
        try {
            page.evaluate("0");
        } catch (PlaywrightException leaving) {
            // On its way to another page it answers nothing; that only means to hear less of it.
            LOG.info("{} was left while it was heard out", page.url(), leaving);
        }
    }

    /** Whether it asks for a page or sends a form, by itself or by a script. */
    private static boolean isOfPeople(Request request) {
        return request.isNavigationRequest()
                || !request.method().equals("GET")
                || request.headers().containsKey("hx-request");
    }

    /** Whether a message is one, on pages that have {@code asked} for these pages. */
    private static boolean isComplaint(ConsoleMessage message, Set<String> asked) {
        return message.type().equals("error")
                && !message.text().contains(NO_HTTPS)
                && !NO_ERRORS.contains(message.text())
                && (!message.text().startsWith(NOT_LOADED)
                        || !asked.contains(message.location().replaceFirst(PLACE_IN_IT, "")));
    }

    private void complain(TestServer server, Page page, String what) {
        if (!server.isClosed()) {
            complaints.add(page.url() + ": " + what);
        }
    }

    /** Holds pictures of one size before the camera, one after the other, over and over. */
    public void showCamera(BufferedImage... pictures) throws IOException {
        try (OutputStream film = Files.newOutputStream(camera)) {
            for (BufferedImage picture : pictures) {
                // Motion JPEG: one after the other, without anything around them.
                ImageIO.write(picture, "jpeg", film);
            }
        }
    }

    /** Holds things such as printed cards into the middle of what a phone's camera sees. */
    public void hold(BufferedImage... things) throws IOException {
        showCamera(Stream.of(things).map(Chromium::seen).toArray(BufferedImage[]::new));
    }

    private static BufferedImage seen(BufferedImage thing) {
        BufferedImage seen = new BufferedImage(SEEN_WIDTH, SEEN_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = seen.createGraphics();
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, SEEN_WIDTH, SEEN_HEIGHT);
        pen.drawImage(
                thing,
                (SEEN_WIDTH - thing.getWidth()) / 2,
                (SEEN_HEIGHT - thing.getHeight()) / 2,
                null);
        pen.dispose();
        return seen;
    }

    /** Waits until a page with this heading is there; what is there instead is told in whole. */
    public static void awaitHeading(Page page, String heading) {
        try {
            assertThat(page.locator("h1")).hasText(heading);
        } catch (AssertionError other) {
            throw new AssertionError(
                    "%s: not %s but:%n%s".formatted(page.url(), heading, text(page)), other);
        }
    }

    /** What people can read on the page. */
    public static String text(Page page) {
        return page.innerText("body");
    }

    /** Nothing on the page makes people scroll sideways. Keeps a picture of it. */
    public static void fits(Page page, String name) {
        keepPicture(page, name);
        assertThat(width(page))
                .as("width of %s", page.url())
                .isBetween(1, page.viewportSize().width);
    }

    /** The same, and the page keeps nobody out: in light, in dark, and by the keyboard alone. */
    public static void fitsEverybody(Page page, String name) {
        fits(page, name);
        Axe axe = new Axe();
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(axe.violations(page)).as("%s, %s", name, scheme).isEmpty();
        }
        assertThat(Keyboard.problems(page)).as("%s by keyboard", name).isEmpty();
    }

    /** Keeps a picture of the whole page, for people to look at. */
    static void keepPicture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENS.resolve(name + ".png")));
    }

    /** How wide the page is, in pixels of it. */
    static int width(Page page) {
        return (int) page.evaluate("document.documentElement.scrollWidth");
    }

    @Override
    public void close() {
        closePages();
        playwright.close();
        try {
            Files.delete(camera);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(complaints).as("complaints of pages that no test has heard").isEmpty();
    }

    private static Path film() {
        try {
            return Files.createTempFile(
                    Files.createDirectories(SCREENS).toAbsolutePath(), "camera-", ".mjpeg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " is not installed"));
    }
}

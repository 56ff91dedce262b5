package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.own.Fill;
import io.counterfoil.accounts.own.Overviews;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.provisioning.KeyScope;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.provisioning.RepositoryKey;
import io.counterfoil.redemption.Preview;
import io.counterfoil.redemption.Redemption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The customers' pages, with every value missing that may be missing. */
class PageTemplatesTest {
    private static final UUID ID = UUID.fromString("019c137e-c100-7e23-b776-0fda7bdcb455");
    private static final Instant END = Instant.parse("2026-02-28T10:00:00Z");
    private static final Shell SHELL =
            new Shell("Harbour Backup", null, "Europe/Berlin", "redeem", "/redeem", null, null, null, "mark", "once");
    private static final Set<String> PARTS = Set.of("redeem/parts", "account/parts");

    private final Templates templates = new Templates(Path.of("no-such-folder"), new Assets(), new Messages(Path.of("no-such-folder")));

    static Stream<Page> barePages() {
        Preview preview = new Preview(ID, "Card", ID, "Basic", null, Period.ofMonths(1), null, END, null);
        RepositoryAccess repository =
                new RepositoryAccess("rest:http://127.0.0.1/", "user", "password");
        AccountView account = account(new AccountView.UsageView(0, null, null, null));
        return Stream.of(
                Page.of("redeem/code"),
                page(
                        "redeem/guide",
                        Map.of("address", "codes.example", "picture", QrPicture.of("codes"))),
                worth("redeem/new", preview),
                worth("redeem/mine", preview),
                worth("redeem/own", preview).with("account", "anna"),
                Page.of("redeem/mine-again"),
                page("redeem/other", Map.of("code", "C", "signedIn", false)),
                page("redeem/done", Map.of("redemption", redemption(null))),
                page(
                        "redeem/done",
                        Map.of(
                                "redemption",
                                redemption(repository),
                                "repository",
                                repository,
                                "resticAddress",
                                repository.withCredentials())),
                page("account/home", Map.of("overview", overview(account, null))),
                page("account/backup", Map.of("overview", overview(account, null))),
                page("account/sub-account", Map.of("overview", overview(account, null))),
                page(
                        "account/sub-accounts",
                        Map.of(
                                "overview",
                                overview(account, null),
                                "accounts",
                                new Slice<>(List.of(), null))),
                page(
                        "account/sub-account-opened",
                        Map.of(
                                "opened",
                                new OpenedAccount(
                                        ID, ID, ID, ID, "anna", END, null, repository, false),
                                "repository",
                                repository,
                                "resticAddress",
                                repository.withCredentials())),
                page(
                        "account/contact",
                        Map.of(
                                "contact",
                                Map.of(
                                        "name", "Anna",
                                        "email", "anna@example.com",
                                        "others", List.of(),
                                        "confirmed", true,
                                        "mayChange", false))),
                Page.of("account/contact-confirm"),
                page(
                        "account/key",
                        Map.of(
                                "repository",
                                repository,
                                "may",
                                KeyScope.FULL,
                                "ready",
                                false,
                                "resticAddress",
                                "rest:http://127.0.0.1/")),
                page("account/password", Map.of("temporary", false)),
                page("account/follow-up", Map.of("agreed", false)),
                page("unsubscribe", Map.of("address", "/unsubscribe/a", "done", false)),
                page("unsubscribe", Map.of("address", "/unsubscribe/a", "done", true)),
                page(
                        "account/uninstall",
                        Map.of(
                                "account",
                                account,
                                "days",
                                7,
                                "subAccounts",
                                List.of("office"),
                                "moreSubAccounts",
                                true)),
                Page.of("account/uninstall-confirm"),
                Page.of("account/sign-in"),
                page("account/forgotten", Map.of("sent", false)),
                page("account/forgotten", Map.of("sent", true)),
                Page.of("account/new-password"),
                page("account/new-password", Map.of("username", "anna", "token", "t")),
                Page.of("trial/form"),
                page("trial/form", Map.of("days", 30, "storage", "512 MB")),
                page("trial/sent", Map.of("email", "anna@example.com")),
                Page.of("trial/confirm"),
                page("trial/confirm", Map.of("token", "t")),
                page(
                        "trial/done",
                        Map.of(
                                "trial",
                                Map.of(
                                        "username",
                                        "anna",
                                        "termEndsAt",
                                        END.toString(),
                                        "temporaryPassword",
                                        "secret",
                                        "storageReady",
                                        false),
                                "repository",
                                repository,
                                "resticAddress",
                                repository.withCredentials())),
                page(
                        "problem",
                        Map.of("title", "Not found", "detail", "No.", "fields", List.of())));
    }

    @ParameterizedTest
    @MethodSource("barePages")
    void aPageIsWholeWithoutItsOptionalValues(Page page) {
        for (Object shell : List.of(Map.of(), SHELL)) {
            String html = templates.render(page.template(), page.with("shell", shell).model());
            assertThat(html).contains("<h1>", "</html>").doesNotContain("null", "${", "<#", "<@");
        }
    }

    @Test
    void noCustomersPageIsForgotten() {
        Set<String> shipped = new TreeSet<>();
        for (String area : List.of("redeem", "account", "trial")) {
            shipped.addAll(templatesOf(area));
        }
        shipped.removeAll(PARTS);
        assertThat(barePages().map(Page::template)).containsAll(shipped);
    }

    @Test
    void theCameraIsForThePagesThatOfferItAndNoOther() throws IOException {
        Path pages = Path.of("../../templates/pages");
        try (Stream<Path> files = Files.walk(pages)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .filter(file -> text(file).contains("<@camera.beside"))
                                    .map(file -> pages.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            PageFilter.WITH_CAMERA.stream().map(name -> name + ".ftlh").toList());
        }
    }

    @Test
    void problemsStandInTheOrderOfTheFieldsUnderTheirLabels() {
        Preview preview = new Preview(ID, "Card", ID, "Basic", null, Period.ofMonths(1), null, END, null);
        Page page =
                worth("redeem/new", preview)
                        .refused(
                                Refused.fields(
                                        List.of(
                                                new Refused.FieldProblem("other.[0].field", "3"),
                                                new Refused.FieldProblem("email", "2"),
                                                new Refused.FieldProblem("name", "1"))))
                        .with("shell", SHELL);
        String html = templates.render(page.template(), page.model());
        String box = html.substring(html.indexOf("role=\"alert\""), html.indexOf("</ul>"));
        assertThat(box.replaceAll("\\s+", " "))
                .contains("Please look at the fields marked below.")
                .containsSubsequence(
                        "<a href=\"#name\">Your name:</a> 1",
                        "<a href=\"#email\">E-mail address:</a> 2",
                        "Other 0 field: 3");
        assertThat(html).containsOnlyOnce("value=\"once-1\"").doesNotContain("once-3");
    }

    @Test
    void aPageNamesTheZoneOfItsTimesOnceAndOnlyIfItHasAny() {
        Page page = Page.of("redeem/code").with("shell", SHELL);
        assertThat(templates.render(page.template(), page.model())).doesNotContain("Times are");
        Page times =
                page(
                                "account/home",
                                Map.of(
                                        "overview",
                                        overview(
                                                account(new AccountView.UsageView(1, END, END, END)),
                                                null)))
                        .with("shell", SHELL);
        assertThat(templates.render(times.template(), times.model()))
                .containsOnlyOnce("Times are those of Europe/Berlin.");
    }

    @Test
    void anAccountThatIsFrozenIsNotCalledReady() {
        AccountView frozen =
                account(
                        new AccountView.UsageView(1, END, END, END),
                        new AccountView.NodeView("one", "rest:http://127.0.0.1/", true, false));
        Page home =
                page("account/home", Map.of("overview", overview(frozen, null)))
                        .with("shell", SHELL);
        assertThat(templates.render(home.template(), home.model()))
                .contains("Backups have stopped", "state frozen")
                .doesNotContain("state ready", "takes effect");
    }

    @Test
    void aBarSaysInWordsHowFullItIs() {
        AccountView account = account(new AccountView.UsageView(1, END, END, END));
        Fill fill = new Fill(Text.of("12 GB"), Text.of("50 GB"), 24, Text.of("12 GB of 50 GB, 24 %"));
        Page home =
                page("account/home", Map.of("overview", overview(account, fill)))
                        .with("shell", SHELL);
        assertThat(templates.render(home.template(), home.model()))
                .contains(
                        "value=\"24\" aria-label=\"Stored\" aria-valuetext=\"12 GB of 50 GB, 24 %\"")
                .contains("<dd>12 GB of 50 GB, 24 %<meter")
                .doesNotContain("Nearly full");
        Fill nearly = new Fill(Text.of("40 GB"), Text.of("50 GB"), 80, Text.of("40 GB of 50 GB, 80 %"));
        Page warned =
                page("account/home", Map.of("overview", overview(account, nearly)))
                        .with("shell", SHELL);
        assertThat(templates.render(warned.template(), warned.model()))
                .contains("Nearly full", "restic forget");
    }

    private static Overviews.Overview overview(AccountView account, @Nullable Fill fill) {
        return new Overviews.Overview(
                account,
                Text.of("over"),
                Text.of("0 bytes"),
                null,
                fill,
                null,
                List.of(new RepositoryKey("r0123456789", KeyScope.READ, END)),
                null,
                null);
    }

    private static AccountView account(AccountView.UsageView usage) {
        return account(
                usage, new AccountView.NodeView("one", "rest:http://127.0.0.1/", false, false));
    }

    private static AccountView account(AccountView.UsageView usage, AccountView.NodeView node) {
        return new AccountView(
                ID,
                null,
                ID,
                ID,
                "anna",
                "Anna",
                "anna@example.com",
                ID,
                "Basic",
                1,
                new AccountView.TermView(END, false, "frozen", null, END),
                new AccountView.Quotas(null, null, null, null),
                usage,
                node,
                null);
    }

    private static Page worth(String template, Preview preview) {
        return page(
                template,
                Map.of("code", "C", "preview", preview, "term", "1 month", "storage", "50 GB"));
    }

    private static Redemption redemption(@Nullable RepositoryAccess repository) {
        return new Redemption(ID, "anna", END, null, repository, null);
    }

    private static Page page(String template, Map<String, ?> values) {
        Page page = Page.of(template);
        for (Map.Entry<String, ?> value : values.entrySet()) {
            page = page.with(value.getKey(), value.getValue());
        }
        return page;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> templatesOf(String area) {
        try {
            Path folder =
                    Path.of(
                            Objects.requireNonNull(
                                            Templates.class.getResource("/templates/pages/" + area))
                                    .toURI());
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> area + "/" + file.getFileName())
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .collect(Collectors.toSet());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

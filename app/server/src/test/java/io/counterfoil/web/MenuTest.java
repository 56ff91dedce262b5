package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console's menu: a few headings, and what is below that of the page. */
class MenuTest {
    private final Templates templates = new Templates(Path.of("no-such-folder"), new Assets(), new Messages(Path.of("no-such-folder")));

    @Test
    void whatBelongsTogetherStandsUnderAHeading() {
        Element menu = menu("/console/bureaus", "owner", Locale.ENGLISH);
        assertThat(menu.select("> li > a").eachText())
                .containsExactly(
                        "Home",
                        "Approvals",
                        "Settlement",
                        "Printing",
                        "Products",
                        "Shops",
                        "Customers",
                        "Settings");
        assertThat(menu.select(".group ul a").eachText())
                .containsSequence("Print runs", "Bureaus", "Printers", "Products", "Plans");
        assertThat(menu.select("a[aria-current=page]").eachText()).containsExactly("Bureaus");
        assertThat(menu.select("a[aria-current=true]").eachText()).containsExactly("Printing");
        assertThat(menu("/console", "owner", Locale.ENGLISH).select("[aria-current]").eachText())
                .containsExactly("Home");
    }

    @Test
    void aHeadingLeadsToTheFirstOfWhatItsReaderMaySee() {
        assertThat(menu("/console", "finance", Locale.ENGLISH).select(".group").eachText())
                .containsExactly(
                        "Printing Print runs Printers",
                        "Products Products Plans",
                        "Shops Retailers Orders Shipments Stock Holds Cases",
                        "Settings Settings Staff Audit");
        Element support = menu("/console", "support", Locale.ENGLISH);
        assertThat(support.select("a").eachText())
                .contains("Nodes", "Mail")
                .doesNotContain("Bureaus", "Settlement", "API keys", "Audit");
        for (Element group : support.select(".group")) {
            assertThat(group.expectFirst("a").attr("href"))
                    .isEqualTo(group.expectFirst("ul a").attr("href"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/console/print-runs/1/bureau, Druck",
        "/console/layouts, Druck",
        "/console/trial, Produkte",
        "/console/serials/1, Geschäfte",
        "/console/statements/1, Abrechnung",
        "/console/accounts/1, Kunden",
        "/console/settings/tills, Einstellungen",
        "/console/invitations, Einstellungen"
    })
    void aPageThatIsInNoMenuBelongsToAHeadingToo(String path, String heading) {
        assertThat(menu(path, "owner", Locale.GERMAN).select("> li > a[aria-current]").eachText())
                .containsExactly(heading);
    }

    @Test
    void aGroupOfWhichOnlyOneLinkIsLeftIsMarkedOnThePagesBelowIt() {
        Element menu = menu("/console/accounts/1", "finance", Locale.ENGLISH);
        assertThat(menu.select("> li > a[aria-current]").eachText()).containsExactly("Customers");
        assertThat(menu("/console/nodes", "support", Locale.ENGLISH).select("a[aria-current=page]").eachText())
                .containsExactly("Nodes");
    }

    private Element menu(String path, String role, Locale language) {
        Page page =
                Page.of("console/plans")
                        .with("plans", Map.of("items", List.of()))
                        .with(
                                "shell",
                                new Shell(
                                        "Harbour Backup",
                                        null,
                                        "Europe/Berlin",
                                        "console",
                                        path,
                                        "Ann",
                                        null,
                                        role,
                                        "mark",
                                        "once"));
        return Jsoup.parse(templates.render(page.template(), page.model(), language))
                .expectFirst("header nav ul");
    }
}

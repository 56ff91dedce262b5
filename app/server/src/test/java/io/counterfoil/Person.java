package io.counterfoil;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * Somebody in front of a browser, who finds what is on a page by its words.
 *
 * @param page what they look at
 */
public record Person(Page page) {
    /** A button that says this. */
    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A link that says this. */
    public Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The field with this label, the word "optional" included. */
    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** The row of a table that has this text in it. */
    public Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** All but the frame of the page. */
    public Locator main() {
        return page.locator("main");
    }

    /** Goes to a place of the main menu, through the one that it stands below, if any. */
    public void menu(String... names) {
        Locator menu =
                page.getByRole(
                        AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"));
        for (String name : names) {
            menu.getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName(name).setExact(true))
                    .first()
                    .click();
        }
    }

    /** Has a hand scanner type numbers into a field: after each it presses Enter. */
    public void scan(String label, String... numbers) {
        Locator field = field(label);
        for (String number : numbers) {
            field.pressSequentially(number);
            field.press("Enter");
        }
    }

    /** The file that a click leads to. */
    public byte[] fetch(Locator link) {
        try {
            return Files.readAllBytes(page.waitForDownload(link::click).path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs in as somebody who works there. */
    public void signIn(String area, String email, String password) {
        page.navigate("/" + area + "/sign-in");
        field("E-mail address").fill(email);
        field("Password").fill(password);
        field("Password").press("Enter");
        assertThat(button("Sign out")).isVisible();
    }

    /** Goes away. */
    public void leave() {
        page.context().close();
    }
}

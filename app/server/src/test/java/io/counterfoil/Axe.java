package io.counterfoil;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds what keeps people out of a page, by the rules of WCAG 2.2 AA that a program can check. It
 * looks at the page alone: what frames show is foreign, and no script runs there.
 */
final class Axe {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static final String RUN =
            """
            async tags => {
              const found = await axe.run(document, {
                runOnly: {type: 'tag', values: tags},
                rules: {'target-size': {enabled: true}},
                resultTypes: ['violations', 'incomplete'],
                iframes: false,
              });
              return [...found.violations, ...found.incomplete.filter(rule => rule.id !== 'color-contrast')].map(rule => `${rule.id}: `
                + rule.nodes.slice(0, 3).map(node => `${node.target} ${node.html}`).join('; '));
            }
            """;

    private final String script;

    Axe() {
        try (InputStream found = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (found == null) {
                throw new IllegalStateException("axe is not on the class path");
            }
            script = new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong, each with some of the places where it is, and what the rules are not sure of.
     * The contrast of a text that something else reaches below is not among it. A test of the style
     * sheet has computed that each ink and the accent can be read on paper, sheets and the grounds of
     * what is good, bad or warned of, the accent's own ink on the accent, and the plain ink on lines.
     * That no other ink stands on the accent or on lines, nothing has computed.
     */
    @SuppressWarnings("unchecked") // What the script returns.
    List<String> violations(Page page) {
        if (Boolean.TRUE.equals(page.evaluate("window.axe === undefined"))) {
            page.evaluate(script);
        }
        return (List<String>) page.evaluate(RUN, RULES);
    }
}

package io.counterfoil;

import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * A page as it would be if each of its lists were full, of long names: made from a page with some
 * rows, since no world has everything in plenty.
 */
final class FullLists {
    /** So many rows are shown of a list at once. */
    private static final int ROWS = 50;

    /** In letters; that of a company is seldom longer. */
    private static final int LONG_NAME = 60;

    /** Lists; a chart's numbers are as many as its days, and what is chosen from has ids. */
    private static final String LISTS =
            "main tbody:not(figure tbody), main ol.trace, main select:has(option[value~=-7...-])";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}");
    private static final Pattern SERIAL = Pattern.compile("\\b[1-9][0-9]{13}\\b");

    private final Random random;
    private int filled;

    FullLists(long seed) {
        random = new Random(seed);
    }

    /** How many lists were filled. */
    int filled() {
        return filled;
    }

    /** The page with full lists. */
    String fill(Document page) {
        for (Element list : page.select(LISTS)) {
            Optional<Element> longest =
                    list.children().stream()
                            .filter(row -> row.select("td.empty").isEmpty())
                            .max(Comparator.comparingInt(row -> row.outerHtml().length()));
            if (longest.isPresent()) {
                String row = longest.get().outerHtml();
                while (list.childrenSize() < ROWS) {
                    list.append(other(row, list));
                }
                filled++;
            }
        }
        return page.outerHtml();
    }

    /** The same of another thing: nothing that a packer of bytes could shorten to what was before. */
    private String other(String row, Element list) {
        String ids = varied(ID, row, () -> new UUID(random.nextLong(), random.nextLong()).toString());
        String serials =
                varied(
                        SERIAL,
                        ids,
                        () -> Long.toString(random.nextLong(10_000_000_000_000L, 100_000_000_000_000L)));
        Element parsed =
                Jsoup.parse(
                                "<table><tbody>" + serials,
                                "",
                                list.normalName().equals("tbody")
                                        ? Parser.htmlParser()
                                        : Parser.xmlParser())
                        .expectFirst(list.children().getFirst().normalName());
        (parsed.select("td").isEmpty() ? parsed.select("*") : parsed.select("td"))
                .forEach(cell -> cell.appendChild(new TextNode(name())));
        return parsed.outerHtml();
    }

    private String name() {
        return random.ints(LONG_NAME, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String varied(Pattern pattern, String text, Supplier<String> other) {
        return pattern.matcher(text).replaceAll((MatchResult found) -> other.get());
    }
}

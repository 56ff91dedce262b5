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
import org.jsoup.select.Elements;

/**
 * A page as it would be if each of its lists were full, of long names: made from a page with some
 * rows, since no world has everything in plenty.
 */
final class FullLists {
    /** So many rows are shown of a list at once. */
    private static final int ROWS = 50;

    /** A count shows so many of its differences, which are numbers and name nobody. */
    private static final int DIFFERENCES = 1_000;

    private static final Pattern COUNT = Pattern.compile("/(console|retail)/stock-takes/.+");

    /** So many are chosen from, or named in one place. */
    private static final int CHOICES = 200;

    /** In letters; that of a company is seldom longer. */
    private static final int LONG_NAME = 60;

    /** What is chosen from has ids; it may stand in the rows of a list. */
    private static final String CHOSEN_FROM =
            "main select:has(option[value~=-7...-]), main dd:has(> .serial)";

    /** Lists; a chart's numbers are as many as its days. */
    private static final String LISTS = "main tbody:not(figure tbody), main ol.trace";

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

    /** The page of this path with full lists. */
    String fill(Document page, String path) {
        fill(page.select(CHOSEN_FROM), CHOICES, LONG_NAME);
        if (COUNT.matcher(path).matches()) {
            fill(page.select(LISTS), DIFFERENCES, 0);
        } else {
            fill(page.select(LISTS), ROWS, LONG_NAME);
        }
        return page.outerHtml();
    }

    private void fill(Elements lists, int rows, int letters) {
        for (Element list : lists) {
            Optional<Element> longest =
                    list.children().stream()
                            .filter(row -> row.select("td.empty").isEmpty())
                            .max(Comparator.comparingInt(row -> row.outerHtml().length()));
            if (longest.isPresent()) {
                String row = longest.get().outerHtml();
                while (list.childrenSize() < rows) {
                    list.append(other(row, list, letters));
                }
                filled++;
            }
        }
    }

    /** The same of another thing: nothing that a packer of bytes could shorten to what was before. */
    private String other(String row, Element list, int letters) {
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
                .forEach(cell -> cell.appendChild(new TextNode(name(letters))));
        return parsed.outerHtml();
    }

    private String name(int letters) {
        return random.ints(letters, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String varied(Pattern pattern, String text, Supplier<String> other) {
        return pattern.matcher(text).replaceAll((MatchResult found) -> other.get());
    }
}

package io.counterfoil.printing.report;

import io.counterfoil.printing.pdf.Content;
import io.counterfoil.printing.pdf.Fonts;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures, breaks and writes the texts of a report. Places are in millimetres. */
final class ReportText {
    /** Stands for what a font lacks; every font has it. */
    private static final int STAND_IN = '?';

    private final Fonts fonts;
    private final double pageHeight;

    ReportText(Fonts fonts, double pageHeight) {
        this.fonts = fonts;
        this.pageHeight = pageHeight;
    }

    /** Width in millimetres. */
    double width(Typeface font, double size, String text) throws IOException {
        return fonts.width(font, shown(font, text)) * size / Points.of(1);
    }

    /** Writes one line with its base line at {@code y} from the upper edge. */
    void put(Content page, Typeface font, double size, double x, double y, String line)
            throws IOException {
        if (line.isEmpty()) {
            return;
        }
        page.beginText(font, size).raw("0 g ");
        page.number(Points.of(x)).number(Points.of(pageHeight - y));
        page.raw("Td <" + fonts.encode(font, shown(font, line))).endText();
    }

    /** The text in lines of at most this width; words that are longer are broken. */
    List<String> wrapped(Typeface font, double size, double width, String text)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (!line.isEmpty() && width(font, size, longer) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                    longer = word;
                }
                String rest = longer;
                while (width(font, size, rest) > width) {
                    int fitting = fitting(font, size, width, rest);
                    lines.add(rest.substring(0, fitting));
                    rest = rest.substring(fitting);
                }
                line.setLength(0);
                line.append(rest);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** How many chars of a long word fit, at least one character. */
    private int fitting(Typeface font, double size, double width, String word)
            throws IOException {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (width(font, size, word.substring(0, next)) > width) {
                break;
            }
            end = next;
        }
        return end;
    }

    private String shown(Typeface font, String text) throws IOException {
        if (fonts.missing(font, text).isEmpty()) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            boolean missing = fonts.missing(font, Character.toString(c)).isPresent();
            shown.appendCodePoint(missing ? STAND_IN : c);
        }
        return shown.toString();
    }
}

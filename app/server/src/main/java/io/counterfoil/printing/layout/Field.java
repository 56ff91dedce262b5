package io.counterfoil.printing.layout;

import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.pdf.Colour;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Typeface;
import io.counterfoil.printing.pdf.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A named place on an item that the engine fills. */
sealed interface Field {
    /** The name in the layout file, for messages. */
    String key();

    /** What has to be known to fill it: names of wordings, and {@code gtin}. */
    List<String> needs();

    /** Where it is, light borders of symbols included. */
    Box box();

    /**
     * How text or a symbol lies in its place from left to right; it is always centred in height.
     */
    enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }

    /** Which way a line runs; on the spines of a case it is turned. */
    enum Reads {
        ACROSS,
        UP,
        DOWN
    }

    /**
     * One line of text.
     *
     * @param before words in front of what is shown; the whole text for a caption
     * @param style how it looks
     */
    record Text(Wording wording, Box box, String before, Style style) implements Field {
        /** A line needs this much of its height, in em. */
        private static final double LINE = Typeface.CAP_HEIGHT + Typeface.DESCENT;

        public Text {
            double depth = depth(box, style);
            if (style.smallest() * LINE * Points.MM_PER_POINT > depth) {
                throw Faults.of(
                        "The place {key} is {depth} mm high; text of {size} pt needs {needed} mm.",
                        Map.of(
                                "key",
                                wording.key(),
                                "depth",
                                Words.millimetres(depth),
                                "size",
                                Words.millimetres(style.smallest()),
                                "needed",
                                Words.millimetres(
                                        style.smallest() * LINE * Points.MM_PER_POINT)));
            }
        }

        @Override
        public String key() {
            return wording.key();
        }

        /** Room along the line in millimetres. */
        double length() {
            return style.reads() == Reads.ACROSS ? box.width() : box.height();
        }

        /** Room across the line in millimetres. */
        double depth() {
            return depth(box, style);
        }

        private static double depth(Box box, Style style) {
            return style.reads() == Reads.ACROSS ? box.height() : box.width();
        }

        /** The same in the inks of a press. */
        Text forPress() {
            return new Text(wording, box, before, style.forPress());
        }

        @Override
        public List<String> needs() {
            return wording == Wording.CAPTION ? List.of() : List.of(wording.key());
        }
    }

    /**
     * Font, colour and place of a line.
     *
     * @param size wanted size in points
     * @param smallest size in points down to which a long text may go, in steps of half a point
     */
    record Style(
            Typeface font,
            double size,
            double smallest,
            Align align,
            Colour colour,
            Reads reads) {
        /** Larger ones are mistakes, and each step down from them takes its time. */
        private static final double LARGEST = 1_000;

        public Style {
            if (!(smallest > 0 && smallest <= size && size <= LARGEST)) {
                throw new IllegalArgumentException(
                        "The smallest size of a text is above zero and not above its size, and its"
                                + " size is up to 1,000 pt.");
            }
        }

        private Style forPress() {
            return new Style(font, size, smallest, align, colour.forPress(), reads);
        }
    }

    /**
     * The provider's logo, as large as its place allows.
     *
     * @param name what stands in the place of a logo that there is not, if it is short enough
     * @param plate colour of a plate that is laid under the logo, so that it is seen on any ground
     */
    record Logo(Text name, Optional<Colour> plate) implements Field {
        /** A plate goes beyond its logo by this share of the height of the place. */
        private static final double MARGIN = 0.12;

        public Logo {
            if (name.style().reads() != Reads.ACROSS) {
                throw new IllegalArgumentException("A logo is never turned.");
            }
            if (plate.isPresent() && name.box().width() < name.box().height() / 2) {
                throw new IllegalArgumentException(
                        "The place of a logo on a plate is at least half as wide as high.");
            }
        }

        @Override
        public String key() {
            return "logo";
        }

        @Override
        public List<String> needs() {
            return name.needs();
        }

        @Override
        public Box box() {
            return name.box();
        }

        /** By how much a plate goes beyond the logo, in millimetres. */
        double margin() {
            return plate.isPresent() ? MARGIN * box().height() : 0;
        }

        /** Where a logo of some size comes to lie. */
        Box fitted(Artwork.Size logo) {
            double roomWidth = box().width() - 2 * margin();
            double roomHeight = box().height() - 2 * margin();
            double scale = Math.min(roomWidth / logo.widthMm(), roomHeight / logo.heightMm());
            double width = logo.widthMm() * scale;
            double height = logo.heightMm() * scale;
            double spare = roomWidth - width;
            double before =
                    switch (name.style().align()) {
                        case LEFT -> 0;
                        case CENTRE -> spare / 2;
                        case RIGHT -> spare;
                    };
            return new Box(
                    box().x() + margin() + before, box().centreY() - height / 2, width, height);
        }
    }

    /**
     * A symbol.
     *
     * @param moduleMm wanted module in millimetres; the printer's nearest whole dots are taken
     * @param smallestMm module in millimetres down to which a long symbol may go
     * @param barsMm height of the bars in millimetres; 0 for a matrix
     */
    record Symbol(Encoding encoding, Box box, double moduleMm, double smallestMm, double barsMm)
            implements Field {
        public Symbol {
            if (!(smallestMm > 0 && smallestMm <= moduleMm)) {
                throw new IllegalArgumentException(
                        "The smallest module of a symbol is above zero and not above its module.");
            }
            if (smallestMm < encoding.symbology().smallestMm()
                    || moduleMm > encoding.symbology().largestMm()) {
                throw Faults.of(
                        "The module of {key} is between {smallest} and {largest} mm, or readers fail.",
                        Map.of(
                                "key",
                                encoding.key(),
                                "smallest",
                                Double.toString(encoding.symbology().smallestMm()),
                                "largest",
                                Double.toString(encoding.symbology().largestMm())));
            }
            if (!(barsMm >= 0 && barsMm <= box.height())) {
                throw Faults.of(
                        "The bars of {key} are not below zero and no higher than their place.",
                        Map.of("key", encoding.key()));
            }
        }

        @Override
        public String key() {
            return encoding.key();
        }

        @Override
        public List<String> needs() {
            return encoding.needs();
        }
    }
}

package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.pdf.Points;
import io.counterfoil.printing.pdf.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How items are put on pages. */
sealed interface Sheet {
    /** For people. */
    String title();

    /** Whether its measures were compared with the maker's; print an alignment page otherwise. */
    boolean verified();

    /** How many items a page holds. */
    int perPage();

    /** Whether this layout can be printed on this sheet. */
    boolean fits(Layout layout);

    /** Why this layout can't be printed on this sheet; empty when it can. */
    Optional<String> refusal(Layout layout);

    /** Why items can't be printed on it by this printer; empty when they can. */
    default Optional<String> refusal(Printer printer) {
        return Optional.empty();
    }

    /** Why items can't be placed like this; empty when they can. */
    default Optional<String> refusal(Placing placing) {
        return placing.start() <= perPage()
                ? Optional.empty()
                : Optional.of(
                        new Text(
                                        "{sheet} has no label {label}; please start with one from"
                                                + " 1 to {last}.",
                                        Map.of(
                                                "sheet",
                                                title(),
                                                "label",
                                                String.valueOf(placing.start()),
                                                "last",
                                                String.valueOf(perPage())))
                                .toString());
    }

    /** A place for a few words on a label of this layout, from the upper left of the item. */
    default Box words(Layout layout) {
        Outline label = label(layout);
        return label.words()
                .moved(
                        (layout.trim().width() - label.width()) / 2,
                        (layout.trim().height() - label.height()) / 2);
    }

    /** How far artwork goes beyond the label, in millimetres. */
    double bleedMm();

    /** Room around the bleed of each item, in millimetres. */
    default double slugMm() {
        return 0;
    }

    /** The shape that is cut or punched out of the sheet for this layout. */
    Outline label(Layout layout);

    /** Width of the page for this layout, in millimetres. */
    double pageWidth(Layout layout);

    /** Height of the page for this layout, in millimetres. */
    double pageHeight(Layout layout);

    /** Distance of the label at an index from the page's left edge, in millimetres. */
    double labelX(int index);

    /** Distance of the label at an index from the page's upper edge, in millimetres. */
    double labelY(int index);

    /** One item a page, at trim size with bleed around it, for a print bureau. */
    record TrimSize(String title, boolean verified, double bleedMm, double slugMm)
            implements Sheet {
        private static final double MOST_BLEED_MM = 50;

        public TrimSize {
            if (!(bleedMm >= 0 && bleedMm <= MOST_BLEED_MM)) {
                throw new IllegalArgumentException("The bleed is not below zero and up to 50 mm.");
            }
        }

        /**
         * The same with the bleed and slug of a bureau, the latter less than a dot wider where that
         * puts the trim on whole dots.
         */
        TrimSize with(BureauProfile profile, int dpi) {
            double margin = profile.bleedMm() + profile.slugMm();
            return new TrimSize(
                    title,
                    verified,
                    profile.bleedMm(),
                    Points.wholeDots(margin, dpi) - profile.bleedMm());
        }

        @Override
        public int perPage() {
            return 1;
        }

        @Override
        public boolean fits(Layout layout) {
            return layout.bleedMm() >= bleedMm;
        }

        @Override
        public Optional<String> refusal(Layout layout) {
            return fits(layout)
                    ? Optional.empty()
                    : Optional.of(
                            new Text(
                                            "The artwork of {layout} goes only {bleed} mm beyond"
                                                    + " the trim; {sheet} needs {needed} mm.",
                                            Map.of(
                                                    "layout",
                                                    layout.title(),
                                                    "bleed",
                                                    Words.millimetres(layout.bleedMm()),
                                                    "sheet",
                                                    title,
                                                    "needed",
                                                    Words.millimetres(bleedMm)))
                                    .toString());
        }

        @Override
        public Optional<String> refusal(Printer printer) {
            return printer.isExact()
                    ? Optional.empty()
                    : Optional.of(
                            Text.of(
                                            "{sheet} is for a bureau, which adjusts its presses"
                                                    + " itself; please leave the printer's offset"
                                                    + " and scale out.",
                                            "sheet",
                                            title)
                                    .toString());
        }

        @Override
        public Outline label(Layout layout) {
            return layout.trim();
        }

        @Override
        public double pageWidth(Layout layout) {
            return layout.trim().width() + 2 * (bleedMm + slugMm);
        }

        @Override
        public double pageHeight(Layout layout) {
            return layout.trim().height() + 2 * (bleedMm + slugMm);
        }

        @Override
        public double labelX(int index) {
            return bleedMm + slugMm;
        }

        @Override
        public double labelY(int index) {
            return bleedMm + slugMm;
        }
    }

    /**
     * A sheet of labels, filled row by row.
     *
     * @param grid where the labels are
     */
    record Labels(
            String title, boolean verified, double width, double height, Outline label, Grid grid)
            implements Sheet {
        /** A place this close to a label's edge may be cut by the printer's own tolerance. */
        private static final double MARGIN_MM = 1.0;

        public Labels {
            if (!(Math.max(width, height) <= Outline.LARGEST_MM)) {
                throw new IllegalArgumentException("A sheet is up to 1,000 mm long.");
            }
            double right = grid.x0 + (grid.columns - 1) * grid.pitchX + label.width();
            double bottom = grid.y0 + (grid.rows - 1) * grid.pitchY + label.height();
            if (!(grid.x0 >= 0 && grid.y0 >= 0 && right <= width && bottom <= height)) {
                throw new IllegalArgumentException("The labels run off the sheet.");
            }
            if ((grid.columns > 1 && grid.pitchX < label.width())
                    || (grid.rows > 1 && grid.pitchY < label.height())) {
                throw new IllegalArgumentException("The labels overlap.");
            }
        }

        @Override
        public int perPage() {
            return grid.columns * grid.rows;
        }

        /** An empty layout as large as the labels. */
        Layout asLayout() {
            return new Layout(
                    title,
                    label,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }

        @Override
        public boolean fits(Layout layout) {
            return misfit(layout).isEmpty();
        }

        @Override
        public Optional<String> refusal(Layout layout) {
            return misfit(layout).map(reason -> refusal(layout, reason));
        }

        private Optional<Text> misfit(Layout layout) {
            Outline trim = layout.trim();
            if (trim.getClass() != label.getClass()) {
                return Optional.of(Text.of("one is a disc, the other is not"));
            }
            double dx = (label.width() - trim.width()) / 2;
            double dy = (label.height() - trim.height()) / 2;
            if (Math.max(dx, dy) > layout.bleedMm()) {
                return Optional.of(Text.of("the label is larger than the artwork"));
            }
            return layout.fields().stream()
                    .filter(field -> !label.holds(field.box().moved(dx, dy), MARGIN_MM))
                    .findFirst()
                    .map(field -> Text.of("its {key} would be cut off", "key", field.key()));
        }

        private String refusal(Layout layout, Text reason) {
            return new Text(
                            "{layout} ({size}) does not fit on {sheet}: {reason}. Please choose"
                                    + " another sheet.",
                            Map.of(
                                    "layout",
                                    layout.title(),
                                    "size",
                                    layout.trim().describe(),
                                    "sheet",
                                    title,
                                    "reason",
                                    reason))
                    .toString();
        }

        @Override
        public double bleedMm() {
            return 0;
        }

        @Override
        public Outline label(Layout layout) {
            return label;
        }

        @Override
        public double pageWidth(Layout layout) {
            return width;
        }

        @Override
        public double pageHeight(Layout layout) {
            return height;
        }

        @Override
        public double labelX(int index) {
            int column = index % grid.columns;
            return grid.x0 + column * grid.pitchX;
        }

        @Override
        public double labelY(int index) {
            int row = index / grid.columns;
            return grid.y0 + row * grid.pitchY;
        }
    }

    /** Rows and columns of labels in millimetres from the upper left of the sheet. */
    record Grid(int columns, int rows, double x0, double y0, double pitchX, double pitchY) {
        private static final int MOST_LABELS = 5_000;

        public Grid {
            if (columns < 1 || rows < 1 || (long) columns * rows > MOST_LABELS) {
                throw new IllegalArgumentException("A sheet has from 1 to 5,000 labels.");
            }
        }
    }
}

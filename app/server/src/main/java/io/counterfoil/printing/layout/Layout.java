package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one item looks like: its shape, its artwork and the places that are filled.
 *
 * @param title for people
 * @param trim shape of the finished item
 * @param bleedMm how far the artwork goes beyond the trim
 * @param safeMm how far every place stays away from the trim
 * @param scratchPanel the panel that hides the code, if any
 * @param hangHole bounds of the hole by which the item hangs in a shop, if any
 * @param fields the places, in the order in which they are drawn
 * @param reverse name of the layout that is printed on the back, if any
 */
record Layout(
        String title,
        Outline trim,
        double bleedMm,
        double safeMm,
        Optional<Box> scratchPanel,
        Optional<Box> hangHole,
        List<Field> fields,
        Optional<String> reverse) {
    /** Scratch ink is laid with this tolerance, so the code stays inside its panel by as much. */
    private static final double PANEL_MARGIN_MM = 0.5;

    /** A hole is punched with this tolerance, so every place stays away from it by as much. */
    private static final double HOLE_MARGIN_MM = 1;

    private static final double MOST_BLEED_MM = 50;
    private static final int MOST_FIELDS = 200;

    Layout {
        fields = List.copyOf(fields);
        if (!(bleedMm >= 0 && bleedMm <= MOST_BLEED_MM) || !(safeMm >= 0)) {
            throw new IllegalArgumentException(
                    "Bleed and safe margin are not below zero, and the bleed is up to 50 mm.");
        }
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("A layout has at most 200 places.");
        }
        for (Field field : fields) {
            if (!trim.holds(field.box(), safeMm)) {
                throw Faults.of(
                        "The place {key} leaves the safe area of the item.",
                        Map.of("key", field.key()));
            }
        }
        if (hangHole.isPresent()) {
            requireClear(hangHole.get(), fields);
        }
        requireApart(scratchPanel, fields);
        requireHidden(scratchPanel, fields);
    }

    private static void requireClear(Box hole, List<Field> fields) {
        near(hole, fields)
                .ifPresent(
                        field -> {
                            throw Faults.of(
                                    "The place {key} is less than a millimetre away from the hang"
                                            + " hole.",
                                    Map.of("key", field.key()));
                        });
    }

    private static Optional<Field> near(Box hole, List<Field> fields) {
        Box around =
                new Box(
                        hole.x() - HOLE_MARGIN_MM,
                        hole.y() - HOLE_MARGIN_MM,
                        hole.width() + 2 * HOLE_MARGIN_MM,
                        hole.height() + 2 * HOLE_MARGIN_MM);
        return fields.stream().filter(field -> field.box().overlaps(around)).findFirst();
    }

    private static void requireApart(Optional<Box> scratchPanel, List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            for (Field other : fields.subList(0, i)) {
                if (field.box().overlaps(other.box())) {
                    throw Faults.of(
                            "The places {key} and {text} overlap.",
                            Map.of("key", other.key(), "text", field.key()));
                }
            }
            if (scratchPanel.isPresent()) {
                Box panel = scratchPanel.get();
                if (isCode(field)
                        ? !panel.holds(field.box(), PANEL_MARGIN_MM)
                        : panel.overlaps(field.box())) {
                    throw Faults.of(
                            "The scratch panel covers the code with half a millimetre to spare, and"
                                    + " nothing else; look at the place {key}.",
                            Map.of("key", field.key()));
                }
            }
        }
    }

    /** What a camera reads from afar is never in the open, and a code can always be typed, too. */
    private static void requireHidden(Optional<Box> scratchPanel, List<Field> fields) {
        if (fields.stream().anyMatch(Layout::isCodeSymbol)
                && (scratchPanel.isEmpty() || fields.stream().noneMatch(Layout::isCodeText))) {
            throw Faults.of(
                    "The place {key} needs a scratch panel, and the code in letters under it, too.",
                    Map.of("key", Encoding.CODE_QR.key()));
        }
    }

    private static boolean isCode(Field field) {
        return isCodeText(field) || isCodeSymbol(field);
    }

    private static boolean isCodeText(Field field) {
        return field instanceof Field.Text text && text.wording() == Wording.CODE;
    }

    private static boolean isCodeSymbol(Field field) {
        return field instanceof Field.Symbol symbol && symbol.encoding() == Encoding.CODE_QR;
    }

    /** Why another layout can't be the back of this one; empty when it can. */
    Optional<String> refusalOfBack(Layout back) {
        return trim.equals(back.trim)
                ? refusalOfHole(back).or(() -> back.refusalOfHole(this))
                : Optional.of(
                        new Text(
                                        "{back} ({size}) can't be the back of {front} ({other});"
                                                + " please give both the same trim.",
                                        Map.of(
                                                "back",
                                                back.title,
                                                "size",
                                                back.trim.describe(),
                                                "front",
                                                title,
                                                "other",
                                                trim.describe()))
                                .toString());
    }

    /** Why the other side can't have this one's hang hole, too; empty when it can. */
    private Optional<String> refusalOfHole(Layout other) {
        if (hangHole.isEmpty()) {
            return Optional.empty();
        }
        Box hole = hangHole.get();
        // Items are turned over like a page of a book.
        Box through =
                new Box(trim.width() - hole.right(), hole.y(), hole.width(), hole.height());
        if (other.hangHole.isPresent()) {
            return through.isNearly(other.hangHole.get())
                    ? Optional.empty()
                    : Optional.of(
                            new Text(
                                            "The hang holes of {layout} and {other} are not the same"
                                                    + " hole, seen from both sides.",
                                            Map.of("layout", title, "other", other.title))
                                    .toString());
        }
        return near(through, other.fields)
                .map(
                        field ->
                                new Text(
                                                "The place {key} of {other} is less than a"
                                                        + " millimetre away from the hang hole of"
                                                        + " {layout}, which goes through both"
                                                        + " sides.",
                                                Map.of(
                                                        "key",
                                                        field.key(),
                                                        "other",
                                                        other.title,
                                                        "layout",
                                                        title))
                                        .toString());
    }

    /** Whether it shows what cartons have and items do not, so that no run can be printed of it. */
    boolean isForCartons() {
        return fields.stream()
                .anyMatch(
                        field ->
                                switch (field) {
                                    case Field.Text text -> text.wording().isOfCartons();
                                    case Field.Logo logo -> false;
                                    case Field.Symbol symbol ->
                                            symbol.encoding() == Encoding.SSCC_BARCODE;
                                });
    }

    /** Whether items show their redemption code. */
    boolean showsCode() {
        return fields.stream().anyMatch(Layout::isCode);
    }

    /** Whether items show the provider's logo. */
    boolean showsLogo() {
        return fields.stream().anyMatch(Field.Logo.class::isInstance);
    }

    /** What an item shows, each named once, in the order of the places. */
    List<String> values() {
        return fields.stream().flatMap(field -> field.needs().stream()).distinct().toList();
    }
}

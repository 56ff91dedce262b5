package io.counterfoil.printing.artwork;

/** What each paint and each letter costs now. */
record PaintTools(Weight fill, Weight stroke, Weight mask, Weight letter) {
    static final PaintTools PLAIN =
            new PaintTools(Weight.NOTHING, Weight.NOTHING, Weight.NOTHING, Weight.NOTHING);

    PaintTools filling(Weight pattern) {
        return new PaintTools(pattern, stroke, mask, letter);
    }

    PaintTools stroking(Weight pattern) {
        return new PaintTools(fill, pattern, mask, letter);
    }

    PaintTools masked(Weight group) {
        return new PaintTools(fill, stroke, group, letter);
    }

    PaintTools writing(Weight heaviest) {
        return new PaintTools(fill, stroke, mask, heaviest);
    }

    /** What paints, with what it is painted through. */
    Weight through(Weight painted) {
        return painted.plus(fill.plus(stroke).plus(mask).times(painted.paints()));
    }

    /** Whether areas are painted in nothing but plain colours. */
    boolean isPlain() {
        return fill.equals(Weight.NOTHING) && mask.equals(Weight.NOTHING);
    }

    Weight letters(long often) {
        return through(letter.plus(Weight.PAINT).times(often));
    }

    /** A form paints with the tools of who draws it; a group is masked as a whole. */
    Weight form(Weight form, boolean isGroup) {
        Weight written = form.plus(letter.times(form.paints()));
        PaintTools within = isGroup ? masked(Weight.NOTHING) : this;
        return within.through(written).plus(mask);
    }
}

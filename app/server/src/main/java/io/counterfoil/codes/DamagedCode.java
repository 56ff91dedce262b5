package io.counterfoil.codes;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can still be read of a redemption code whose panel is damaged, with a {@code ?} for each
 * symbol that can't.
 *
 * <p>A symbol has 5 bits, and one that is unreadable follows from the check symbol and all others:
 * {@code n} unreadable ones leave 32^(n-1) codes, which is 32,768 for {@link #MOST_UNREADABLE}.
 * Somebody who makes all other symbols up hits the code of one certain card with a chance of
 * 2^15 / 2^75, which is 2^-60, at each try. What is readable is not checked by anything then: one
 * wrong symbol among it, and none of the codes is the card's.
 */
public final class DamagedCode {
    /** How many symbols may be unreadable: a whole group of the four. */
    public static final int MOST_UNREADABLE = 4;

    /** What people write for a symbol that they can't read. */
    private static final char BLANK = '?';

    private static final int UNREADABLE = -1;
    private static final int BITS = 5;
    private static final int MASK = 0b11111;

    /** What became of a text that should be a damaged code. */
    public sealed interface Parsed {
        /** Codes can be found that look so. */
        record Valid(DamagedCode code) implements Parsed {}

        /**
         * Nothing can be found from this text.
         *
         * @param why a sentence for the person who typed it; it repeats nothing of the text
         */
        record Invalid(Reason why) implements Parsed {
            /** The same in English. */
            public String reason() {
                return why.toString();
            }
        }
    }

    private final int[] symbols;
    private final int[] blanks;

    private DamagedCode(int[] symbols) {
        this.symbols = symbols;
        this.blanks =
                IntStream.range(0, symbols.length)
                        .filter(place -> symbols[place] == UNREADABLE)
                        .toArray();
    }

    /** Reads what a person typed, with a {@code ?} for each symbol that nobody can read. */
    public static Parsed parse(String text) {
        int[] symbols = new int[RedemptionCode.SYMBOLS];
        int read = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (RedemptionCode.isSeparator(c)) {
                continue;
            }
            int value = c == BLANK ? UNREADABLE : Crockford.value(c);
            if (value < 0 && c != BLANK) {
                return new Parsed.Invalid(
                        Reason.of(
                                "{reason} Write ? for one that you can't read.",
                                "reason",
                                Reason.of(RedemptionCode.notASymbol(c))));
            }
            if (read < symbols.length) {
                symbols[read] = value;
            }
            read++;
        }
        if (read != symbols.length) {
            return new Parsed.Invalid(
                    Reason.of(
                            "A code has 16 letters and digits; this one has {number}. Write ? for each one that you can't read.",
                            "number",
                            read));
        }
        DamagedCode code = new DamagedCode(symbols);
        if (code.unreadable() == 0) {
            return new Parsed.Invalid(
                    Reason.of(
                            "All of it can be read: redeem it as it is. Where it is refused there, write ?"
                                    + " for what you are not sure of."));
        }
        if (code.unreadable() > MOST_UNREADABLE) {
            return new Parsed.Invalid(
                    Reason.of(
                            "At most {most} symbols may be unreadable, and here are {number}. Void this item and give the customer another one.",
                            "most",
                            MOST_UNREADABLE,
                            "number",
                            code.unreadable()));
        }
        return new Parsed.Valid(code);
    }

    /** How many symbols can't be read. */
    public int unreadable() {
        return blanks.length;
    }

    /** What was read, the same for the same symbols; for a keyed digest only. */
    public String pattern() {
        return Arrays.stream(symbols)
                .mapToObj(
                        value ->
                                value == UNREADABLE
                                        ? String.valueOf(BLANK)
                                        : String.valueOf((char) Crockford.symbol(value)))
                .collect(Collectors.joining());
    }

    /** All codes that it may have been. */
    Stream<RedemptionCode> candidates() {
        return IntStream.range(0, 1 << (BITS * (blanks.length - 1))).mapToObj(this::candidate);
    }

    /** One of them: all unreadable symbols but the last by {@code filling}, that one by the sum. */
    private RedemptionCode candidate(int filling) {
        int[] filled = symbols.clone();
        for (int i = 0; i < blanks.length - 1; i++) {
            filled[blanks[i]] = (filling >>> (BITS * i)) & MASK;
        }
        int last = blanks[blanks.length - 1];
        filled[last] = 0;
        // Each place weighs twice the one to its right, and all together are zero.
        filled[last] = Gf32.halved(sum(filled), filled.length - 1 - last);
        return RedemptionCode.of(filled);
    }

    private static int sum(int[] symbols) {
        int sum = 0;
        for (int place = 0; place < symbols.length - 1; place++) {
            sum = Gf32.add(sum, symbols[place]);
        }
        return sum ^ symbols[symbols.length - 1];
    }

    @Override
    public String toString() {
        return "DamagedCode[hidden]";
    }
}

package io.counterfoil.printing;

/**
 * One thing to print for each item, such as the label of its disc.
 *
 * @param layout name of a layout
 * @param sheet name of a sheet
 */
public record PrintPart(String layout, String sheet) {
    private static final String BUREAU = "bureau";

    /** Whether it is printed one item a page, for a print bureau. */
    boolean isForBureau() {
        return sheet.equals(BUREAU);
    }
}

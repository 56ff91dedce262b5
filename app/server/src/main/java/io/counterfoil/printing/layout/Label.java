package io.counterfoil.printing.layout;

/**
 * Where an item lies in a volume.
 *
 * @param page counted from 0
 * @param x left edge of its trim, in points from the left edge of the page
 * @param y upper edge of its trim, in points from the upper edge of the page
 */
record Label(int page, double x, double y) {}

package io.counterfoil.printing.layout;

/**
 * Where an item lies among the sheets of a volume.
 *
 * @param sheet which sheet of paper, counted from 0
 * @param label which label of it, row by row, counted from 0
 */
public record SheetPlace(int sheet, int label) {}

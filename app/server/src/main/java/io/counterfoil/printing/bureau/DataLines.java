package io.counterfoil.printing.bureau;

import java.util.List;

/** The lines of a data file in one of its forms, without their ends. */
interface DataLines {
    /** What stands before the records. */
    List<String> header();

    /**
     * One record.
     *
     * @param values one for each column
     */
    String record(List<String> values);

    /** What stands after the records. */
    String trailer();
}

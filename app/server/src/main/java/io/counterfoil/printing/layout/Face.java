package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.Content;
import java.util.List;

/**
 * One item, ready to be repeated.
 *
 * @param content what all items share, artwork included
 * @param stamps what differs
 * @param refusals why the job can't be printed like this; empty when it can
 */
record Face(Content content, List<Stamp> stamps, List<String> refusals) {}

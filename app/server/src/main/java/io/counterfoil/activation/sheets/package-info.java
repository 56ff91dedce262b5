/**
 * Paper for a power cut: numbered sheets on which a shop writes down what it sells while its till is
 * dark, and their later entry.
 *
 * <p>Stands on activation, which sells what was written down; nothing else uses it.
 */
@NullMarked
package io.counterfoil.activation.sheets;

import org.jspecify.annotations.NullMarked;

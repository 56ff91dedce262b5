/**
 * Asks those who left, and agreed to it before, why they did; and lets them unsubscribe from that
 * with one click.
 *
 * <p>Accounts hands over who left. It knows of nobody else, and stands on mail.
 */
@NullMarked
package io.counterfoil.followups;

import org.jspecify.annotations.NullMarked;

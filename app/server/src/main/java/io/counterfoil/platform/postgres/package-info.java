/**
 * A PostgreSQL server of the service's own, in its data folder, for the machine that has none.
 *
 * <p>Used by the composition root, the commands and the tests only; features see a database, never
 * where it comes from.
 */
@NullMarked
package io.counterfoil.platform.postgres;

import org.jspecify.annotations.NullMarked;

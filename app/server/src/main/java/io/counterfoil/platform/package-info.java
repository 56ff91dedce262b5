/**
 * What every feature stands on: transactions with a tenancy scope, the event log, jobs, problems,
 * keys and settings.
 *
 * <p>Any package may use it; it uses none of the features.
 */
@NullMarked
package io.counterfoil.platform;

import org.jspecify.annotations.NullMarked;

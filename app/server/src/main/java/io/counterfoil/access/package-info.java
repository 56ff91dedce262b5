/**
 * Who may do what: providers as tenants, sign-in, sessions, API keys, roles, audit and
 * second-person approval.
 *
 * <p>Every feature with resources or pages may use it; it uses the platform only.
 */
@NullMarked
package io.counterfoil.access;

import org.jspecify.annotations.NullMarked;

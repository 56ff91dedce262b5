/**
 * The outbox: messages that a use case posts as part of its transaction, and their delivery over
 * SMTP afterwards, at least once.
 *
 * <p>Features post through {@code Mail}; nothing else of this package is for them. It stands on
 * access, which knows the provider, and on web, which knows templates.
 */
@NullMarked
package io.counterfoil.mail;

import org.jspecify.annotations.NullMarked;

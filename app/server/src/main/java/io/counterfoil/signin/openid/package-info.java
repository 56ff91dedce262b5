/**
 * Sign-in of a provider's staff where they already sign in, with OpenID Connect.
 *
 * <p>It stands on signin, which asks for the second step and lets in; nothing stands on it.
 */
@NullMarked
package io.counterfoil.signin.openid;

import org.jspecify.annotations.NullMarked;

/**
 * Connectors with TLS whose certificate is renewed on the disk and taken up without a restart.
 *
 * <p>For the {@code server} section of a settings file, where they are {@code type: tls}, and for
 * whoever wires a server, to learn how the certificates are.
 */
@NullMarked
package io.counterfoil.node.tls;

import org.jspecify.annotations.NullMarked;

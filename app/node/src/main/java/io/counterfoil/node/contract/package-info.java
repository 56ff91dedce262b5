/**
 * What the control service and a storage node say to each other over the node's admin port: desired
 * states of accounts one way, usage and capacity the other. Times in an answer are the node's; what
 * its clock shows stands in the header {@link io.counterfoil.node.contract.NodeTime#HEADER}.
 *
 * <p>The node answers with these records and the control service's node client reads them; both
 * sides use {@link io.counterfoil.node.contract.ContractJson} for the wire form.
 *
 * <p>Nodes and control services of different versions work together. The contract only grows, by
 * fields that may be left out: a node sends what it knows, and the control service passes over what
 * it doesn't know. What the control service doesn't use it leaves out. A field that a node doesn't
 * know is refused by it as a bad request, since a promise such as {@code keep_deleted_seconds} must
 * not be lost in silence: an account that needs a newer node waits for it, and says why.
 */
@NullMarked
package io.counterfoil.node.contract;

import org.jspecify.annotations.NullMarked;

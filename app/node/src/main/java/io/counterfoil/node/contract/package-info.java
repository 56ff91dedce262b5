/**
 * What the control service and a storage node say to each other over the node's admin port: desired
 * states of accounts one way, usage and capacity the other. Times in an answer are the node's; what
 * its clock shows stands in the header {@link io.counterfoil.node.contract.NodeTime#HEADER}.
 *
 * <p>The node answers with these records and the control service's node client reads them; both
 * sides use {@link io.counterfoil.node.contract.ContractJson} for the wire form.
 */
@NullMarked
package io.counterfoil.node.contract;

import org.jspecify.annotations.NullMarked;

package io.counterfoil.node;

import io.counterfoil.node.contract.Scope;

/** Somebody whose password was right: whose account it is and what the credential may do. */
record Access(Account account, Scope scope) {}

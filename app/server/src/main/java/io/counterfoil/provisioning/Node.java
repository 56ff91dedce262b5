package io.counterfoil.provisioning;

import java.net.URI;
import java.util.UUID;

/** A registered node, with the address of its admin contract. */
record Node(UUID id, String name, URI adminUrl) {}

--liquibase formatted sql
-- Accounts move from node to node with their bytes: where else an account stands, and how far each move is.

--changeset counterfoil:202611271612_moves
ALTER TABLE placement
    -- With which the next node reads, while the account moves; of the password only its SHA-256.
    ADD COLUMN lent_id     text UNIQUE,
    ADD COLUMN lent_digest text,
    -- Clients wait for moments, so that the last objects are copied.
    ADD COLUMN held        boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT lent_is_whole CHECK ((lent_id IS NULL) = (lent_digest IS NULL));
-- Another node that has to do with an account, beside the one that its placement names; as of the placement's version.
CREATE TABLE account_elsewhere (
    provider_id       uuid NOT NULL,
    account_id        uuid NOT NULL,
    node_id           uuid NOT NULL REFERENCES node,
    -- target: takes the bytes; forwarder: hands requests on, and still has them; emptied: hands requests on, and removes them.
    role              text NOT NULL CHECK (role IN ('target', 'forwarder', 'emptied')),
    applied_version   bigint NOT NULL DEFAULT 0,
    applied_at        timestamptz,
    last_error        text,
    stored_bytes      bigint,
    last_forwarded_at timestamptz,
    PRIMARY KEY (provider_id, account_id, node_id),
    FOREIGN KEY (provider_id, account_id) REFERENCES placement
);
CREATE INDEX account_elsewhere_node ON account_elsewhere (node_id, account_id);
CREATE TABLE account_move (
    provider_id   uuid NOT NULL REFERENCES provider,
    id            uuid NOT NULL UNIQUE,
    -- The parent account; its sub-accounts move with it.
    account_id    uuid NOT NULL,
    from_node     uuid NOT NULL REFERENCES node,
    to_node       uuid NOT NULL REFERENCES node,
    drain         boolean NOT NULL,
    -- What clients deleted, and the node before keeps for a while, may be lost.
    drop_deleted  boolean NOT NULL DEFAULT false,
    state         text NOT NULL CHECK (state IN ('copying', 'switching', 'moved', 'done', 'cancelled')),
    passes        integer NOT NULL DEFAULT 0,
    tries         integer NOT NULL DEFAULT 0,
    problem       text,
    objects       bigint NOT NULL DEFAULT 0,
    bytes         bigint NOT NULL DEFAULT 0,
    total_objects bigint NOT NULL DEFAULT 0,
    total_bytes   bigint NOT NULL DEFAULT 0,
    asked_at      timestamptz NOT NULL,
    asked_by      text NOT NULL,
    held_at       timestamptz,
    moved_at      timestamptz,
    ended_at      timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, account_id) REFERENCES placement
);
CREATE UNIQUE INDEX account_move_open ON account_move (account_id) WHERE state IN ('copying', 'switching');
CREATE INDEX account_move_drain ON account_move (from_node) WHERE state IN ('copying', 'switching');
-- What is copied of each account of the family; a copy is only known to the node that runs it.
CREATE TABLE account_move_copy (
    provider_id uuid NOT NULL,
    move_id     uuid NOT NULL,
    account_id  uuid NOT NULL,
    copy_id     uuid NOT NULL,
    exact       boolean NOT NULL,
    done        boolean NOT NULL DEFAULT false,
    objects     bigint NOT NULL DEFAULT 0,
    bytes       bigint NOT NULL DEFAULT 0,
    total_objects bigint NOT NULL DEFAULT 0,
    total_bytes   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (provider_id, move_id, account_id),
    FOREIGN KEY (provider_id, move_id) REFERENCES account_move
);
ALTER TABLE account_elsewhere ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_move ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_move_copy ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON account_elsewhere USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON account_move USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON account_move_copy USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON account_elsewhere AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON account_move AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON account_move_copy AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON account_elsewhere, account_move_copy TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE ON account_move TO counterfoil_app;

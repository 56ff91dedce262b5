--liquibase formatted sql
-- Storage nodes, which account stands where in which desired state, and the credentials of its repository.

--changeset counterfoil:202611221920_provisioning splitStatements:false
-- Not a tenant's table: nodes serve every provider.
CREATE TABLE node (
    id         uuid PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    admin_url  text NOT NULL,
    data_url   text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE TABLE placement (
    provider_id      uuid NOT NULL REFERENCES provider,
    account_id       uuid NOT NULL UNIQUE,
    node_id          uuid NOT NULL REFERENCES node,
    -- Desired state, growing with each change; the node ignores older ones.
    version          bigint NOT NULL CHECK (version > 0),
    hard_quota_bytes bigint,
    user_quota_bytes bigint,
    state            text NOT NULL CHECK (state IN ('open', 'frozen', 'closed')),
    -- What the node has confirmed, and what it last reported.
    applied_version  bigint NOT NULL DEFAULT 0 CHECK (applied_version <= version),
    applied_at       timestamptz,
    last_error       text,
    used_bytes       bigint NOT NULL DEFAULT 0,
    last_write_at    timestamptz,
    reported_at      timestamptz,
    PRIMARY KEY (provider_id, account_id)
);
-- The reconciler walks a node's accounts in the order in which the node lists them.
CREATE INDEX placement_node ON placement (node_id, account_id);
CREATE INDEX placement_pending ON placement (account_id) WHERE applied_version < version;
CREATE TABLE repository_key (
    provider_id uuid NOT NULL,
    -- The Basic user name.
    id          text NOT NULL UNIQUE,
    account_id  uuid NOT NULL,
    -- SHA-256 of a generated password of 160 bits, in lower-case hex.
    digest      text NOT NULL,
    scope       text NOT NULL CHECK (scope IN ('full', 'append', 'read')),
    created_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, account_id) REFERENCES placement
);
CREATE INDEX repository_key_account ON repository_key (provider_id, account_id);
ALTER TABLE placement ENABLE ROW LEVEL SECURITY;
ALTER TABLE repository_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON repository_key USING (provider_id = scope_provider() OR in_system_scope());
GRANT SELECT, INSERT, UPDATE ON node, placement, repository_key TO counterfoil_app;

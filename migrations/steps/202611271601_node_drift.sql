--liquibase formatted sql
-- What the reconciler found different on a storage node stays, with when it was healed, so that staff see what a restored backup or a disk did.

--changeset counterfoil:202611271601_node_drift
CREATE TABLE node_drift (
    id            uuid PRIMARY KEY,
    -- NULL: of an account that no provider has.
    provider_id   uuid REFERENCES provider,
    node_id       uuid NOT NULL REFERENCES node,
    account_id    uuid NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('missing', 'older', 'newer', 'different', 'risen', 'unknown')),
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    healed_at     timestamptz
);
CREATE UNIQUE INDEX node_drift_open ON node_drift (node_id, account_id, kind) WHERE healed_at IS NULL;
CREATE INDEX node_drift_provider ON node_drift (provider_id, id);
CREATE INDEX node_drift_healed ON node_drift (healed_at);
ALTER TABLE node_drift ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON node_drift USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON node_drift AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON node_drift TO counterfoil_app;

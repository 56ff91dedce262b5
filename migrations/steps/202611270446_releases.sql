--liquibase formatted sql
-- A manager lets a till go on beyond its limits, for some sales or minutes.

--changeset counterfoil:202611270446_releases splitStatements:false
CREATE TABLE till_release (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    retailer_id uuid NOT NULL,
    terminal_id uuid NOT NULL,
    reason      text NOT NULL,
    released_by text NOT NULL,
    released_at timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    sales_left  integer NOT NULL CHECK (sales_left >= 0),
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, terminal_id) REFERENCES terminal
);
CREATE INDEX till_release_open ON till_release (provider_id, terminal_id, expires_at) WHERE sales_left > 0;
ALTER TABLE till_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON till_release USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON till_release AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON till_release TO counterfoil_app;

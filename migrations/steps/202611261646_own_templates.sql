--liquibase formatted sql
-- What a provider brings itself: layouts with their artwork, and sheets.

--changeset counterfoil:202611261646_own_templates splitStatements:false
CREATE TABLE own_template (
    provider_id  uuid NOT NULL REFERENCES provider,
    kind         text NOT NULL CHECK (kind IN ('layout', 'sheet')),
    name         text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    -- Counts up with each upload under the same name.
    version      integer NOT NULL CHECK (version >= 1),
    -- The numbers and places as JSON.
    content      bytea NOT NULL CHECK (length(content) <= 4194304),
    artwork_kind text CHECK (artwork_kind IN ('svg', 'pdf')),
    artwork      bytea CHECK (length(artwork) <= 4194304),
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (provider_id, kind, name),
    CHECK ((artwork IS NULL) = (kind = 'sheet')),
    CHECK ((artwork IS NULL) = (artwork_kind IS NULL))
);
ALTER TABLE own_template ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON own_template USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON own_template AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON own_template TO counterfoil_app;

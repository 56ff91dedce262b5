--liquibase formatted sql
-- The tenants, and the settings by which every transaction says whose rows it may touch.

--changeset counterfoil:202611221910_providers splitStatements:false
-- counterfoil.scope is provider, retailer, customer or system; the three ids narrow it. All are set per transaction.
CREATE FUNCTION in_system_scope() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('counterfoil.scope', true) = 'system';
CREATE FUNCTION scope_provider() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('counterfoil.provider', true), '')::uuid;
-- Null unless the scope is a retailer's, so that a policy may say: null, or this one.
CREATE FUNCTION scope_retailer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('counterfoil.retailer', true), '')::uuid;
CREATE FUNCTION scope_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('counterfoil.customer', true), '')::uuid;

CREATE TABLE provider (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    web_address text NOT NULL UNIQUE,
    time_zone   text NOT NULL,
    currency    char(3) NOT NULL,
    -- From how many items on a second person must agree to void them.
    void_limit  integer NOT NULL DEFAULT 100 CHECK (void_limit >= 0),
    created_at  timestamptz NOT NULL
);
ALTER TABLE provider ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON provider USING (id = scope_provider() OR in_system_scope());
GRANT SELECT, INSERT, UPDATE ON provider TO counterfoil_app;

-- One row: proof that the server's key file still is the one that this database was written with.
CREATE TABLE installation (
    only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    key_check bytea NOT NULL
);
GRANT SELECT, INSERT ON installation TO counterfoil_app;

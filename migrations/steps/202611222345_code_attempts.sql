--liquibase formatted sql
-- How many codes are tried at a provider, in slots of some seconds, so that guessing from many addresses shows.

--changeset counterfoil:202611222345_code_attempts splitStatements:false
CREATE TABLE code_attempts (
    provider_id uuid NOT NULL REFERENCES provider,
    slot        timestamptz NOT NULL,
    attempts    bigint NOT NULL,
    -- Those that nothing has.
    failures    bigint NOT NULL,
    PRIMARY KEY (provider_id, slot),
    CHECK (failures BETWEEN 0 AND attempts)
);

ALTER TABLE code_attempts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON code_attempts USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON code_attempts AS RESTRICTIVE USING (scope_retailer() IS NULL AND scope_customer() IS NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON code_attempts TO counterfoil_app;

--liquibase formatted sql
-- Which refusals of codes the audit log has already: it is kept for ever, and takes one line an hour for each item and reason.

--changeset counterfoil:202611222330_code_refusals splitStatements:false
CREATE TABLE code_refusal (
    provider_id uuid NOT NULL REFERENCES provider,
    hour        timestamptz NOT NULL,
    reason      text NOT NULL,
    -- Null: nothing has the code.
    serial      bigint,
    UNIQUE NULLS NOT DISTINCT (provider_id, hour, reason, serial)
);
CREATE INDEX code_refusal_age ON code_refusal (hour);

ALTER TABLE code_refusal ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON code_refusal USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON code_refusal AS RESTRICTIVE USING (scope_retailer() IS NULL AND scope_customer() IS NULL);
GRANT SELECT, INSERT, DELETE ON code_refusal TO counterfoil_app;

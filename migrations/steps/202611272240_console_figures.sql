--liquibase formatted sql
-- What the first page of a provider's staff counts over all items and accounts: with a million of them a job counts, and the page reads one row.

--changeset counterfoil:202611272240_console_figures splitStatements:false
CREATE TABLE console_figures (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    counted_at  timestamptz NOT NULL,
    figures     jsonb NOT NULL
);
ALTER TABLE console_figures ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON console_figures USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON console_figures AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE ON console_figures TO counterfoil_app;
-- What did not arrive is little, and asked for each time.
CREATE INDEX serial_item_missing ON serial_item (provider_id) WHERE state = 'shipped' AND hold = 'missing';

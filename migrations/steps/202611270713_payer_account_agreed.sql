--liquibase formatted sql
-- Whoever changes from which account retailers are paid could have another one pay: a second person agrees to it, as to where they are paid.

--changeset counterfoil:202611270713_payer_account_agreed splitStatements:false
-- What somebody has to agree to; the next one told takes its place.
CREATE TABLE payer_account_waiting (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    -- Holder, IBAN and BIC under the server's key.
    sealed      bytea NOT NULL,
    country     char(2) NOT NULL,
    last_four   char(4) NOT NULL,
    told_at     timestamptz NOT NULL,
    told_by     text NOT NULL
);
ALTER TABLE payer_account_waiting ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON payer_account_waiting USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON payer_account_waiting AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE, DELETE ON payer_account_waiting TO counterfoil_app;

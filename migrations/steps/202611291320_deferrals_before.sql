--liquibase formatted sql
-- What was taken back of a term changed what had been reported as earned of months before that: what it was until then is kept.

--changeset counterfoil:202611291320_deferrals_before splitStatements:false
CREATE TABLE deferral_before (
    provider_id  uuid NOT NULL,
    serial       bigint NOT NULL,
    -- In the order of the changes.
    seq          bigint GENERATED ALWAYS AS IDENTITY,
    -- When it changed, and what it was by then.
    until_at     timestamptz NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    first_day    date NOT NULL,
    end_day      date NOT NULL CHECK (end_day >= first_day),
    PRIMARY KEY (provider_id, serial, seq),
    FOREIGN KEY (provider_id, serial) REFERENCES deferral
);
CREATE INDEX deferral_before_until ON deferral_before (provider_id, until_at);
ALTER TABLE deferral_before ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON deferral_before USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON deferral_before AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT ON deferral_before TO counterfoil_app;

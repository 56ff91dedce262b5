--liquibase formatted sql
-- Items of an open run that are printed again, with new codes under a key of their own.

--changeset counterfoil:202611261640_reprints splitStatements:false
CREATE TABLE reprint (
    provider_id  uuid NOT NULL,
    -- Also names its key.
    id           uuid NOT NULL UNIQUE,
    run_id       uuid NOT NULL,
    -- 2 for the first reprint of a run.
    revision     integer NOT NULL CHECK (revision >= 2),
    -- The sequences of its items: first and last of each range, in order.
    firsts       integer[] NOT NULL,
    lasts        integer[] NOT NULL CHECK (cardinality(lasts) = cardinality(firsts)),
    reason       text NOT NULL,
    state        text NOT NULL CHECK (state IN ('minting', 'checking', 'ready', 'failed')),
    failure      text,
    requested_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, run_id, revision),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run
);
ALTER TABLE reprint ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reprint USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON reprint AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON reprint TO counterfoil_app;
-- Under which key a block is sealed: the run's, or that of a reprint.
ALTER TABLE sealed_codes ADD COLUMN key_id uuid;
UPDATE sealed_codes SET key_id = run_id;
ALTER TABLE sealed_codes ALTER COLUMN key_id SET NOT NULL, DROP CONSTRAINT sealed_codes_pkey,
    ADD PRIMARY KEY (provider_id, key_id, first_sequence);
CREATE INDEX sealed_codes_run ON sealed_codes (provider_id, run_id);

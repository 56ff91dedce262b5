--liquibase formatted sql
-- Print runs and their sealed codes, which live until the count-in.

--changeset counterfoil:202611221916_print_runs splitStatements:false
-- The first six digits of a serial; installation-wide, never re-used.
CREATE SEQUENCE run_number AS integer START 100000 MINVALUE 100000 MAXVALUE 999999;
CREATE TABLE print_run (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    number      integer NOT NULL UNIQUE,
    product_id  uuid NOT NULL,
    quantity    integer NOT NULL CHECK (quantity BETWEEN 1 AND 9999999),
    state       text NOT NULL CHECK (state IN ('minting', 'ready', 'closed', 'failed', 'cancelled')),
    -- How many items exist already; minting goes on from here after a restart.
    minted      integer NOT NULL DEFAULT 0 CHECK (minted BETWEEN 0 AND quantity),
    -- SHA-256 over the digests of all codes so far: of the value before and the digests of each block of items in turn.
    fingerprint bytea NOT NULL DEFAULT '',
    -- The reversible switch that stops redemption of the whole run.
    blocked     boolean NOT NULL DEFAULT false,
    ordered_at  timestamptz NOT NULL,
    closed_at   timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
CREATE INDEX print_run_order ON print_run (provider_id, number DESC);
CREATE TABLE print_part (
    provider_id uuid NOT NULL,
    run_id      uuid NOT NULL,
    position    integer NOT NULL,
    layout      text NOT NULL,
    sheet       text NOT NULL,
    PRIMARY KEY (provider_id, run_id, position),
    UNIQUE (provider_id, run_id, layout),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run
);
CREATE TABLE sealed_codes (
    provider_id    uuid NOT NULL,
    run_id         uuid NOT NULL,
    first_sequence integer NOT NULL,
    last_sequence  integer NOT NULL,
    -- The block's codes in order, under the run's key, which is a file outside the database.
    sealed         bytea NOT NULL,
    PRIMARY KEY (provider_id, run_id, first_sequence),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run
);
ALTER TABLE print_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE print_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON print_run USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON print_part USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON sealed_codes USING (provider_id = scope_provider() OR in_system_scope());
GRANT SELECT, INSERT, UPDATE ON print_run, print_part TO counterfoil_app;
GRANT SELECT, INSERT, DELETE ON sealed_codes TO counterfoil_app;
GRANT USAGE ON SEQUENCE run_number TO counterfoil_app;

--liquibase formatted sql
-- Facts of the files of a run, known before anybody fetches one; and whether they were checked.

--changeset counterfoil:202611261525_print_files splitStatements:false
ALTER TABLE print_run DROP CONSTRAINT print_run_state_check;
ALTER TABLE print_run ADD CONSTRAINT print_run_state_check
    CHECK (state IN ('minting', 'checking', 'proof', 'ready', 'closed', 'failed', 'cancelled'));
ALTER TABLE print_run
    -- When its files last passed the check; null: not yet, or made by a version that did not check.
    ADD COLUMN released_at timestamptz,
    -- Why it failed, or why its files did not pass when they were checked again.
    ADD COLUMN failure text;
CREATE TABLE print_file (
    provider_id uuid NOT NULL,
    run_id      uuid NOT NULL,
    name        text NOT NULL,
    -- Which of the run's parts; and 1 for what was ordered, more for each reprint.
    part        integer NOT NULL,
    revision    integer NOT NULL CHECK (revision >= 1),
    items       integer NOT NULL CHECK (items >= 1),
    pages       integer NOT NULL CHECK (pages >= 1),
    bytes       bigint NOT NULL CHECK (bytes >= 1),
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    -- Of all that the file shows but its serials and codes: another one, another file.
    fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
    -- How many of its items were read back from the picture of their page.
    read_back   integer NOT NULL CHECK (read_back BETWEEN 1 AND items),
    checked_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, run_id, name),
    FOREIGN KEY (provider_id, run_id, part) REFERENCES print_part
);
ALTER TABLE print_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON print_file USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON print_file AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON print_file TO counterfoil_app;

--liquibase formatted sql
-- Facts of the data files of a run that a bureau prints, known before anybody fetches one.

--changeset counterfoil:202611261655_print_data splitStatements:false
CREATE TABLE print_data (
    provider_id uuid NOT NULL,
    run_id      uuid NOT NULL,
    name        text NOT NULL,
    bytes       bigint NOT NULL CHECK (bytes >= 1),
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    -- Of all that the file holds but serials and codes: another one, another file.
    fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
    PRIMARY KEY (provider_id, run_id, name),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run
);
ALTER TABLE print_data ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON print_data USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON print_data AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON print_data TO counterfoil_app;

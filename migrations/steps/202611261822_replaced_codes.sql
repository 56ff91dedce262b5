--liquibase formatted sql
-- Digests of codes that a reprint replaced: with them it can still be proved which codes were minted.

--changeset counterfoil:202611261822_replaced_codes splitStatements:false
CREATE TABLE replaced_code (
    provider_id uuid NOT NULL,
    serial      bigint NOT NULL,
    -- Which replaced it; codes that a version before this table replaced are not here.
    revision    integer NOT NULL CHECK (revision >= 2),
    code_digest bytea NOT NULL CHECK (length(code_digest) = 32),
    PRIMARY KEY (provider_id, serial, revision),
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial)
);
ALTER TABLE replaced_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON replaced_code USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON replaced_code AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT ON replaced_code TO counterfoil_app;

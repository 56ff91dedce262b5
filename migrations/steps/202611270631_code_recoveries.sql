--liquibase formatted sql
-- What can be read of a damaged code may be tried five times in the life of its item, and never more.

--changeset counterfoil:202611270631_code_recoveries splitStatements:false
CREATE TABLE code_recovery (
    provider_id uuid NOT NULL,
    serial      bigint NOT NULL,
    -- Keyed digests of what was read, one for each try.
    patterns    bytea[] NOT NULL CHECK (cardinality(patterns) BETWEEN 1 AND 5),
    PRIMARY KEY (provider_id, serial),
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial)
);
ALTER TABLE code_recovery ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON code_recovery USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON code_recovery AS RESTRICTIVE USING (scope_retailer() IS NULL AND scope_customer() IS NULL);
GRANT SELECT, INSERT, UPDATE ON code_recovery TO counterfoil_app;

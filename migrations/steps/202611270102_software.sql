--liquibase formatted sql
-- Where a provider's customers get their backup software.

--changeset counterfoil:202611270102_software splitStatements:false
CREATE TABLE software (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    -- A whole web address; null: there is none.
    address     text
);
ALTER TABLE software ENABLE ROW LEVEL SECURITY;
-- Shops and customers are shown it too.
CREATE POLICY tenant ON software USING (provider_id = scope_provider() OR in_system_scope());
GRANT SELECT, INSERT, UPDATE ON software TO counterfoil_app;

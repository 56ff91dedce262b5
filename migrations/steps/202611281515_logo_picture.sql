--liquibase formatted sql
-- A provider's logo as a picture of dots, which mail programs show. One that was kept before has none until it is kept again.

--changeset counterfoil:202611281515_logo_picture
CREATE TABLE logo_picture (
    provider_id uuid PRIMARY KEY REFERENCES logo ON DELETE CASCADE,
    png         bytea NOT NULL CHECK (length(png) BETWEEN 1 AND 65536)
);
ALTER TABLE logo_picture ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON logo_picture USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
-- Whoever acts posts messages with it; only the provider changes it.
CREATE POLICY own_provider_adds ON logo_picture AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT in_wide_scope()));
CREATE POLICY own_provider_changes ON logo_picture AS RESTRICTIVE FOR UPDATE USING ((SELECT in_wide_scope()));
CREATE POLICY own_provider_deletes ON logo_picture AS RESTRICTIVE FOR DELETE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE, DELETE ON logo_picture TO counterfoil_app;

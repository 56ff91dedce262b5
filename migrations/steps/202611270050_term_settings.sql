--liquibase formatted sql
-- How many days a provider gives its customers after the end of their time, and after an uninstall.

--changeset counterfoil:202611270050_term_settings splitStatements:false
CREATE TABLE term_settings (
    provider_id    uuid PRIMARY KEY REFERENCES provider,
    grace_days     integer NOT NULL CHECK (grace_days >= 0),
    -- Nothing is deleted on the day on which that is announced.
    frozen_days    integer NOT NULL CHECK (frozen_days > 0),
    uninstall_days integer NOT NULL CHECK (uninstall_days > 0)
);
ALTER TABLE term_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON term_settings USING (provider_id = scope_provider() OR in_system_scope());
-- Whatever moves a term reads them; only the provider changes them.
CREATE POLICY own_provider_adds ON term_settings AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
CREATE POLICY own_provider_changes ON term_settings AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON term_settings TO counterfoil_app;

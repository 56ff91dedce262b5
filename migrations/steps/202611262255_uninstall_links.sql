--liquibase formatted sql
-- Links by which holders with paid time left confirm an uninstall.

--changeset counterfoil:202611262255_uninstall_links splitStatements:false
CREATE TABLE uninstall_link (
    provider_id uuid NOT NULL,
    account_id  uuid NOT NULL,
    -- Keyed digest of the token in the mail.
    digest      bytea NOT NULL UNIQUE,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, account_id),
    FOREIGN KEY (provider_id, account_id) REFERENCES account
);
ALTER TABLE uninstall_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON uninstall_link USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_customer ON uninstall_link AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM account WHERE account.provider_id = uninstall_link.provider_id AND account.id = uninstall_link.account_id));
GRANT SELECT, INSERT, UPDATE, DELETE ON uninstall_link TO counterfoil_app;

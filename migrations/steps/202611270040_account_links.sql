--liquibase formatted sql
-- One-time links of accounts have one table, whatever they are for: to leave, to set a new password, to confirm a new e-mail address.

--changeset counterfoil:202611270040_account_links splitStatements:false
ALTER TABLE uninstall_link RENAME TO account_link;
ALTER TABLE account_link
    ADD COLUMN kind  text NOT NULL DEFAULT 'uninstall' CHECK (kind IN ('uninstall', 'password', 'email')),
    -- The address that the link confirms.
    ADD COLUMN email text,
    -- How many were mailed since then, so that nobody's mailbox is filled; it begins anew after a day.
    ADD COLUMN mailed integer NOT NULL DEFAULT 1,
    ADD COLUMN since  timestamptz NOT NULL DEFAULT now(),
    ADD CHECK ((kind = 'email') = (email IS NOT NULL));
ALTER TABLE account_link
    ALTER COLUMN kind DROP DEFAULT,
    ALTER COLUMN mailed DROP DEFAULT,
    ALTER COLUMN since DROP DEFAULT,
    DROP CONSTRAINT uninstall_link_pkey,
    ADD PRIMARY KEY (provider_id, account_id, kind);
CREATE INDEX account_link_age ON account_link (expires_at);

-- Who has forgotten a password, until somebody has looked whom the name belongs to: the answer to the form says nothing of that, and takes as long for names that nobody has.
CREATE TABLE password_ask (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL,
    who         text NOT NULL,
    PRIMARY KEY (provider_id, id)
);
ALTER TABLE password_ask ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON password_ask USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON password_ask AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, DELETE ON password_ask TO counterfoil_app;

--liquibase formatted sql
-- When the holder of an account has to be reminded next, so that a sweep touches only what is due; and on which days a provider reminds.

--changeset counterfoil:202611262214_reminders splitStatements:false
ALTER TABLE account
    -- Null: there is nothing to remind of.
    ADD COLUMN reminder_at     timestamptz,
    -- Up to when everything was told, or need not be.
    ADD COLUMN reminders_after timestamptz NOT NULL DEFAULT 'epoch';
-- What was due so far was not announced and is not made up for; a first look plans what comes.
UPDATE account SET reminder_at = now(), reminders_after = now()
WHERE parent_id IS NULL AND term_state NOT IN ('purging', 'deleted');
ALTER TABLE account
    ADD CONSTRAINT nobody_is_reminded_after_the_end CHECK (reminder_at IS NULL OR term_state NOT IN ('purging', 'deleted'));
CREATE INDEX account_reminder ON account (reminder_at, id) WHERE reminder_at IS NOT NULL;

ALTER TABLE contact
    -- Whoever reads there is one person, however many contacts have the address.
    ADD COLUMN address     text GENERATED ALWAYS AS (lower(email)) STORED,
    ADD COLUMN reminded_at timestamptz;
CREATE INDEX contact_address ON contact (provider_id, address);

CREATE TABLE reminder_settings (
    provider_id     uuid PRIMARY KEY REFERENCES provider,
    before_end      integer[] NOT NULL,
    -- 0: never.
    while_frozen    integer NOT NULL CHECK (while_frozen >= 0),
    before_deletion integer[] NOT NULL
);
ALTER TABLE reminder_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reminder_settings USING (provider_id = scope_provider() OR in_system_scope());
-- Whatever moves a term reads them; only the provider changes them.
CREATE POLICY own_provider_adds ON reminder_settings AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
CREATE POLICY own_provider_changes ON reminder_settings AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON reminder_settings TO counterfoil_app;

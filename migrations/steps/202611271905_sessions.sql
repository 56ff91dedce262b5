--liquibase formatted sql
-- People see where they are signed in and end it; how long a session lasts is kept with it. A form that came too late is kept for its sender.

--changeset counterfoil:202611271905_sessions
ALTER TABLE session
    -- By which its person names it; the digest is nobody's business.
    ADD COLUMN id           uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- Unused for so long it is over, and at this moment in any case.
    ADD COLUMN idle_seconds integer NOT NULL DEFAULT 7200 CHECK (idle_seconds > 0),
    ADD COLUMN ends_at      timestamptz,
    -- From where it was used last, and with what. NULL: not yet.
    ADD COLUMN address      text,
    ADD COLUMN browser      text,
    ADD COLUMN system       text;
UPDATE session SET ends_at = created_at + CASE WHEN opened_in IS NULL THEN interval '12 hours' ELSE interval '30 minutes' END;
ALTER TABLE session
    ALTER COLUMN ends_at SET NOT NULL,
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN idle_seconds DROP DEFAULT;
-- What somebody had typed when their session was over, until they are back; the newest form of each person.
CREATE TABLE held_form (
    provider_id uuid NOT NULL REFERENCES provider,
    subject_id  uuid NOT NULL,
    -- Keyed digest of the cookie's token.
    digest      bytea NOT NULL,
    sealed      bytea NOT NULL,
    held_at     timestamptz NOT NULL,
    PRIMARY KEY (provider_id, subject_id)
);
ALTER TABLE held_form ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON held_form USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON held_form AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON held_form TO counterfoil_app;

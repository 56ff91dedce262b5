--liquibase formatted sql
-- A browser in which somebody has signed in is known for them: strangers who type wrong passwords under their name don't keep it out.

--changeset counterfoil:202611301300_known_browsers
CREATE TABLE known_browser (
    provider_id uuid NOT NULL REFERENCES provider,
    -- Keyed digest of the cookie's token.
    digest      bytea NOT NULL,
    -- A member of staff or an account.
    subject_id  uuid NOT NULL,
    -- Under which wrong passwords count that are typed there for them; the token changes, this not.
    counted_as  uuid NOT NULL DEFAULT gen_random_uuid(),
    -- When they signed in there last.
    seen_at     timestamptz NOT NULL,
    PRIMARY KEY (provider_id, digest, subject_id)
);
CREATE INDEX known_browser_subject ON known_browser (provider_id, subject_id, seen_at);
ALTER TABLE known_browser ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON known_browser
    USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_provider ON known_browser AS RESTRICTIVE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE, DELETE ON known_browser TO counterfoil_app;

--liquibase formatted sql
-- A second step at sign-in: codes of an app (RFC 6238), and recovery codes for who lost it.

--changeset counterfoil:202611271925_second_step
CREATE TABLE second_step (
    provider_id  uuid NOT NULL REFERENCES provider,
    -- A member of staff, or an account.
    person_id    uuid NOT NULL,
    -- The secret that the app has too, sealed.
    sealed       bytea NOT NULL,
    -- NULL: it was shown, and no code has proved yet that the app has it.
    confirmed_at timestamptz,
    -- The time step of the last code that was taken: none is taken twice.
    last_step    bigint NOT NULL DEFAULT 0,
    made_at      timestamptz NOT NULL,
    PRIMARY KEY (provider_id, person_id)
);
CREATE TABLE recovery_code (
    provider_id uuid NOT NULL,
    person_id   uuid NOT NULL,
    -- Keyed digest; a code that was used is not here any more.
    digest      bytea NOT NULL,
    PRIMARY KEY (provider_id, person_id, digest),
    FOREIGN KEY (provider_id, person_id) REFERENCES second_step ON DELETE CASCADE
);
-- Somebody who has shown a password, and has a step to go.
CREATE TABLE pending_sign_in (
    -- Keyed digest of the cookie's token.
    digest      bytea PRIMARY KEY,
    provider_id uuid NOT NULL REFERENCES provider,
    kind        text NOT NULL CHECK (kind IN ('staff', 'account')),
    person_id   uuid NOT NULL,
    began_at    timestamptz NOT NULL
);
-- Of whom a provider demands the second step.
CREATE TABLE second_step_rule (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    staff       boolean NOT NULL,
    shops       boolean NOT NULL
);
ALTER TABLE second_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE pending_sign_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_step_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON second_step USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON recovery_code USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON pending_sign_in USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON second_step_rule USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON second_step AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON recovery_code AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON pending_sign_in AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON second_step_rule AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON second_step, second_step_rule TO counterfoil_app;
GRANT SELECT, INSERT, DELETE ON recovery_code, pending_sign_in TO counterfoil_app;

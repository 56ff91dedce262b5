--liquibase formatted sql
-- Passkeys (WebAuthn): signing in with what a device or a password manager keeps.

--changeset counterfoil:202611271945_passkeys
CREATE TABLE passkey (
    provider_id   uuid NOT NULL REFERENCES provider,
    id            uuid NOT NULL UNIQUE,
    kind          text NOT NULL CHECK (kind IN ('staff', 'account')),
    -- A member of staff, or an account.
    person_id     uuid NOT NULL,
    -- What its owner calls it.
    name          text NOT NULL,
    credential_id bytea NOT NULL,
    -- COSE; no secret.
    public_key    bytea NOT NULL,
    -- As it said last; of most passkeys it stays 0.
    sign_count    bigint NOT NULL,
    made_at       timestamptz NOT NULL,
    used_at       timestamptz,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, credential_id)
);
CREATE INDEX passkey_person ON passkey (provider_id, person_id);
-- Challenges that were answered, so that no answer counts twice, until they are too old anyway.
CREATE TABLE answered_challenge (
    provider_id uuid NOT NULL REFERENCES provider,
    digest      bytea NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, digest)
);
ALTER TABLE passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE answered_challenge ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON passkey USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON answered_challenge USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON passkey AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON answered_challenge AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON passkey TO counterfoil_app;
GRANT SELECT, INSERT, DELETE ON answered_challenge TO counterfoil_app;

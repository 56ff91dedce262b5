--liquibase formatted sql
-- A provider's staff may sign in where they already do, with OpenID Connect.

--changeset counterfoil:202611272245_openid
CREATE TABLE openid_provider (
    provider_id uuid PRIMARY KEY REFERENCES provider,
    -- What the button says.
    name        text NOT NULL,
    issuer      text NOT NULL,
    client_id   text NOT NULL,
    -- The client's secret, sealed.
    secret      bytea NOT NULL,
    -- Whether a sign-in there counts as the second step, too.
    both_steps  boolean NOT NULL DEFAULT false,
    changed_at  timestamptz NOT NULL
);
-- Who somebody is there.
CREATE TABLE openid_link (
    provider_id uuid NOT NULL,
    issuer      text NOT NULL,
    subject     text NOT NULL,
    staff_id    uuid NOT NULL,
    linked_at   timestamptz NOT NULL,
    PRIMARY KEY (provider_id, issuer, subject),
    UNIQUE (provider_id, issuer, staff_id),
    FOREIGN KEY (provider_id, staff_id) REFERENCES staff
);
ALTER TABLE openid_provider ENABLE ROW LEVEL SECURITY;
ALTER TABLE openid_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON openid_provider USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON openid_link USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON openid_provider AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON openid_link AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON openid_provider, openid_link TO counterfoil_app;

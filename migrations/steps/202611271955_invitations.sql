--liquibase formatted sql
-- People are invited by mail, and staff who forgot a password get a link.

--changeset counterfoil:202611271955_invitations
CREATE TABLE invitation (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    -- NULL: to work for the provider itself.
    retailer_id uuid,
    email       text NOT NULL CHECK (email = lower(email)),
    role        text NOT NULL CHECK (role IN ('owner', 'operator', 'support', 'finance', 'read_only', 'manager', 'clerk')),
    -- Keyed digest of the token in the newest mail.
    digest      bytea NOT NULL UNIQUE,
    sent_at     timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, email),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    CHECK ((retailer_id IS NOT NULL) = (role IN ('manager', 'clerk')))
);
-- The newest link of each member of staff.
CREATE TABLE staff_password_link (
    provider_id uuid NOT NULL,
    staff_id    uuid NOT NULL,
    digest      bytea NOT NULL UNIQUE,
    made_at     timestamptz NOT NULL,
    PRIMARY KEY (provider_id, staff_id),
    FOREIGN KEY (provider_id, staff_id) REFERENCES staff
);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_password_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitation USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON staff_password_link USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON invitation AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON staff_password_link AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON invitation, staff_password_link TO counterfoil_app;

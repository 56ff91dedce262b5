--liquibase formatted sql
-- Who may sign in or call: retailers with their outlets and terminals, staff, sessions, API keys, audit, approvals.

--changeset counterfoil:202611221914_access splitStatements:false
CREATE TABLE retailer (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    name        text NOT NULL,
    active      boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, name)
);
CREATE TABLE outlet (
    provider_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    name        text NOT NULL,
    active      boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, retailer_id, id),
    UNIQUE (provider_id, retailer_id, name),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer
);
CREATE TABLE terminal (
    provider_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, outlet_id, name),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE TABLE staff (
    provider_id   uuid NOT NULL REFERENCES provider,
    id            uuid NOT NULL UNIQUE,
    -- Null: works for the provider itself.
    retailer_id   uuid,
    email         text NOT NULL CHECK (email = lower(email)),
    name          text NOT NULL,
    role          text NOT NULL CHECK (role IN ('owner', 'operator', 'support', 'finance', 'read_only', 'manager', 'clerk')),
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL,
    disabled_at   timestamptz,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, email),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    CHECK ((retailer_id IS NOT NULL) = (role IN ('manager', 'clerk')))
);
CREATE TABLE session (
    -- Keyed digest of the cookie's token.
    digest      bytea PRIMARY KEY,
    provider_id uuid NOT NULL REFERENCES provider,
    -- What kind of sign-in the subject is: a member of staff or a customer's account.
    kind        text NOT NULL CHECK (kind IN ('staff', 'account')),
    subject_id  uuid NOT NULL,
    -- Whose account it is; null for staff.
    customer_id uuid,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    CHECK ((kind = 'account') = (customer_id IS NOT NULL))
);
CREATE INDEX session_subject ON session (provider_id, subject_id);
CREATE TABLE api_key (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    -- Keyed digest of the key, which has 160 random bits.
    digest      bytea NOT NULL UNIQUE,
    label       text NOT NULL,
    -- All null: the provider's own key. With a retailer: its; with a terminal: that till's.
    retailer_id uuid,
    outlet_id   uuid,
    terminal_id uuid,
    -- Counts as this person where two people are needed.
    created_by  uuid,
    created_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, outlet_id) REFERENCES outlet,
    FOREIGN KEY (provider_id, terminal_id) REFERENCES terminal,
    FOREIGN KEY (provider_id, created_by) REFERENCES staff
);
CREATE TABLE audit_entry (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider_id uuid NOT NULL REFERENCES provider,
    at          timestamptz NOT NULL,
    actor       text NOT NULL,
    action      text NOT NULL,
    subject     text NOT NULL,
    detail      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entry_time ON audit_entry (provider_id, id DESC);
CREATE TABLE approval (
    provider_id  uuid NOT NULL REFERENCES provider,
    id           uuid NOT NULL UNIQUE,
    -- Which use case waits, and what it was asked to do (JSON that the use case itself reads again).
    action       text NOT NULL,
    request      jsonb NOT NULL,
    summary      text NOT NULL,
    -- Null: a program asked that nobody answers for.
    requested_by uuid,
    requested_at timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected')),
    decided_by   uuid,
    decided_at   timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, requested_by) REFERENCES staff,
    FOREIGN KEY (provider_id, decided_by) REFERENCES staff,
    CHECK ((state = 'waiting') = (decided_by IS NULL AND decided_at IS NULL)),
    CHECK (decided_by <> requested_by)
);
-- Tries to sign in that failed or have not ended yet, per keyed digest of the name or the network address.
CREATE TABLE sign_in_attempt (
    provider_id uuid NOT NULL REFERENCES provider,
    who         bytea NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_recent ON sign_in_attempt (provider_id, who, at);
CREATE TABLE setup_link (
    -- Keyed digest of the link's token.
    digest      bytea PRIMARY KEY,
    -- Whose first owner it lets in; null: it makes the first provider too.
    provider_id uuid REFERENCES provider,
    created_at  timestamptz NOT NULL
);

ALTER TABLE retailer ENABLE ROW LEVEL SECURITY;
ALTER TABLE outlet ENABLE ROW LEVEL SECURITY;
ALTER TABLE terminal ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE setup_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON retailer USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON outlet USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON terminal USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON staff USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON session USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON api_key USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON audit_entry USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON approval USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON sign_in_attempt USING (provider_id = scope_provider() OR in_system_scope());
-- The first provider's link is used up by the transaction that makes the provider, in its scope.
CREATE POLICY tenant ON setup_link USING (provider_id IS NULL OR provider_id = scope_provider() OR in_system_scope());
-- In a retailer's scope only its own rows are left.
CREATE POLICY own_retailer ON retailer AS RESTRICTIVE USING (scope_retailer() IS NULL OR id = scope_retailer());
CREATE POLICY own_retailer ON outlet AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON terminal AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON staff AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON api_key AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
-- Written by whoever acts, read by the provider only.
CREATE POLICY own_provider ON audit_entry AS RESTRICTIVE FOR SELECT USING (scope_retailer() IS NULL AND scope_customer() IS NULL);
CREATE POLICY own_provider ON approval AS RESTRICTIVE USING (scope_retailer() IS NULL AND scope_customer() IS NULL);

GRANT SELECT, INSERT, UPDATE ON retailer, outlet, terminal, staff, api_key, approval TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO counterfoil_app;
GRANT SELECT, INSERT ON audit_entry TO counterfoil_app;
GRANT SELECT, INSERT, DELETE ON sign_in_attempt, setup_link TO counterfoil_app;

--liquibase formatted sql
-- Customers, contacts, accounts, the grants that make up a term, and redemptions.

--changeset counterfoil:202611221919_accounts splitStatements:false
CREATE TABLE customer (
    provider_id uuid NOT NULL REFERENCES provider,
    id          uuid NOT NULL UNIQUE,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id)
);
CREATE TABLE contact (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    customer_id uuid NOT NULL,
    name        text NOT NULL,
    email       text NOT NULL,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, customer_id) REFERENCES customer
);
CREATE TABLE account (
    provider_id          uuid NOT NULL,
    id                   uuid NOT NULL UNIQUE,
    customer_id          uuid NOT NULL,
    contact_id           uuid NOT NULL,
    -- Null: a parent account.
    parent_id            uuid,
    plan_id              uuid NOT NULL,
    username             text NOT NULL CHECK (username = lower(username)),
    password_hash        text NOT NULL,
    must_change_password boolean NOT NULL,
    -- Null: unlimited.
    hard_quota_bytes     bigint CHECK (hard_quota_bytes > 0),
    user_quota_bytes     bigint CHECK (user_quota_bytes > 0),
    -- The fold of the grants.
    term_ends_at         timestamptz NOT NULL,
    created_at           timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, username),
    FOREIGN KEY (provider_id, customer_id) REFERENCES customer,
    FOREIGN KEY (provider_id, contact_id) REFERENCES contact,
    FOREIGN KEY (provider_id, parent_id) REFERENCES account,
    FOREIGN KEY (provider_id, plan_id) REFERENCES plan
);
CREATE UNIQUE INDEX one_parent_account_per_plan ON account (provider_id, customer_id, plan_id) WHERE parent_id IS NULL;
CREATE TABLE redemption (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    serial      bigint NOT NULL,
    account_id  uuid NOT NULL,
    redeemed_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, serial),
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial),
    FOREIGN KEY (provider_id, account_id) REFERENCES account
);
CREATE TABLE term_grant (
    provider_id   uuid NOT NULL,
    id            uuid NOT NULL UNIQUE,
    account_id    uuid NOT NULL,
    source        text NOT NULL CHECK (source IN ('redemption')),
    redemption_id uuid,
    -- ISO-8601 period.
    period        text NOT NULL,
    from_at       timestamptz NOT NULL,
    to_at         timestamptz NOT NULL CHECK (to_at > from_at),
    granted_at    timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, redemption_id),
    FOREIGN KEY (provider_id, account_id) REFERENCES account,
    FOREIGN KEY (provider_id, redemption_id) REFERENCES redemption,
    CHECK ((source = 'redemption') = (redemption_id IS NOT NULL))
);
CREATE INDEX term_grant_account ON term_grant (provider_id, account_id, to_at);
-- Wrong guesses of codes, per keyed digest of the browser, account or address that made them.
CREATE TABLE failed_guess (
    provider_id uuid NOT NULL REFERENCES provider,
    guesser     bytea NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX failed_guess_recent ON failed_guess (provider_id, guesser, at);
CREATE INDEX failed_guess_age ON failed_guess (at);

ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE redemption ENABLE ROW LEVEL SECURITY;
ALTER TABLE term_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE failed_guess ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON contact USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON account USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON redemption USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON term_grant USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON failed_guess USING (provider_id = scope_provider() OR in_system_scope());
-- Neither a shop nor another customer reads these.
CREATE POLICY own_customer ON customer AS RESTRICTIVE
    USING (scope_retailer() IS NULL AND (scope_customer() IS NULL OR id = scope_customer()));
CREATE POLICY own_customer ON contact AS RESTRICTIVE
    USING (scope_retailer() IS NULL AND (scope_customer() IS NULL OR customer_id = scope_customer()));
CREATE POLICY own_customer ON account AS RESTRICTIVE
    USING (scope_retailer() IS NULL AND (scope_customer() IS NULL OR customer_id = scope_customer()));
GRANT SELECT, INSERT, UPDATE ON customer, contact, account TO counterfoil_app;
GRANT SELECT, INSERT ON redemption, term_grant TO counterfoil_app;
GRANT SELECT, INSERT, DELETE ON failed_guess TO counterfoil_app;

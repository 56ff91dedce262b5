--liquibase formatted sql
-- Packages on their way to print bureaus: the links that let one fetch them once, and what was sent to whom.

--changeset counterfoil:202611261700_bureau_links splitStatements:false
-- After a package was fetched completely a second person must agree to each further one; so many may still be made.
ALTER TABLE print_run_bureau ADD COLUMN further_packages integer NOT NULL DEFAULT 0 CHECK (further_packages >= 0);
GRANT UPDATE ON print_run_bureau TO counterfoil_app;
CREATE TABLE bureau_link (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    run_id      uuid NOT NULL,
    -- Keyed digest of the link's token.
    digest      bytea NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    -- When somebody fetched the package completely, or a newer link took its place.
    ended_at    timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run_bureau
);
CREATE INDEX bureau_link_run ON bureau_link (provider_id, run_id);
CREATE TABLE bureau_receipt (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    run_id      uuid NOT NULL,
    -- Null: the provider fetched it itself.
    link_id     uuid,
    -- Where it was sent, as far as the server knows.
    address     text NOT NULL,
    state       text NOT NULL CHECK (state IN ('sending', 'complete', 'broken_off')),
    started_at  timestamptz NOT NULL,
    -- The last sign of life; one that stays silent is taken for broken off.
    seen_at     timestamptz NOT NULL,
    ended_at    timestamptz,
    bytes       bigint NOT NULL DEFAULT 0,
    -- Of all bytes that were sent.
    sha256      bytea,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run_bureau,
    FOREIGN KEY (provider_id, link_id) REFERENCES bureau_link,
    CHECK ((state = 'sending') = (ended_at IS NULL))
);
CREATE INDEX bureau_receipt_run ON bureau_receipt (provider_id, run_id);
-- Of several who use a link at once, one gets the package.
CREATE UNIQUE INDEX bureau_receipt_sending ON bureau_receipt (provider_id, link_id) WHERE state = 'sending';
ALTER TABLE bureau_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE bureau_receipt ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bureau_link USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON bureau_receipt USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON bureau_link AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON bureau_receipt AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON bureau_link, bureau_receipt TO counterfoil_app;

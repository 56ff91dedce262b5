--liquibase formatted sql
-- Trials on the web: what a provider offers, who has asked, and by which marks somebody who had one is known again.

--changeset counterfoil:202611262240_trials splitStatements:false
CREATE TABLE trial_offer (
    provider_id    uuid PRIMARY KEY REFERENCES provider,
    -- Null: no trials on the web.
    plan_id        uuid,
    -- For how long a network or a browser has had its trial.
    household_days integer NOT NULL CHECK (household_days BETWEEN 0 AND 3660),
    FOREIGN KEY (provider_id, plan_id) REFERENCES plan
);
-- Who has asked and not confirmed yet; a day later it is forgotten.
CREATE TABLE trial_request (
    provider_id uuid NOT NULL REFERENCES provider,
    -- Keyed digest of the link's token.
    digest      bytea NOT NULL,
    name        text NOT NULL,
    email       text NOT NULL,
    -- Keyed digests of the network and the browser; the latter null for programs.
    network     bytea NOT NULL,
    device      bytea,
    asked_at    timestamptz NOT NULL,
    PRIMARY KEY (provider_id, digest)
);
CREATE INDEX trial_request_age ON trial_request (asked_at);
-- How often somebody has asked lately, by keyed digest.
CREATE TABLE trial_ask (
    provider_id uuid NOT NULL REFERENCES provider,
    who         bytea NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX trial_ask_recent ON trial_ask (provider_id, who, at);
CREATE INDEX trial_ask_age ON trial_ask (at);
-- Who has had a trial, by keyed digest: an address for good, a network and a browser until the window is over.
CREATE TABLE trial_mark (
    provider_id uuid NOT NULL REFERENCES provider,
    kind        text NOT NULL CHECK (kind IN ('email', 'network', 'device')),
    mark        bytea NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (provider_id, mark)
);
CREATE INDEX trial_mark_age ON trial_mark (provider_id, since) WHERE kind <> 'email';

ALTER TABLE trial_offer ENABLE ROW LEVEL SECURITY;
ALTER TABLE trial_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE trial_ask ENABLE ROW LEVEL SECURITY;
ALTER TABLE trial_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON trial_offer USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON trial_request USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON trial_ask USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON trial_mark USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON trial_offer AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON trial_request AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON trial_ask AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON trial_mark AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON trial_offer TO counterfoil_app;
GRANT SELECT, INSERT, DELETE ON trial_request, trial_ask TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON trial_mark TO counterfoil_app;

--liquibase formatted sql
-- A plan changes as a new version: accounts keep the one that they have until the provider moves them, as a job with progress.

--changeset counterfoil:202611262150_plan_versions splitStatements:false
-- What stands in plan is the newest version.
ALTER TABLE plan ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0);
CREATE TABLE plan_version (
    provider_id      uuid NOT NULL,
    id               uuid NOT NULL UNIQUE,
    plan_id          uuid NOT NULL,
    version          integer NOT NULL CHECK (version > 0),
    name             text NOT NULL,
    -- Null: unlimited.
    hard_quota_bytes bigint CHECK (hard_quota_bytes > 0),
    trial_days       integer CHECK (trial_days > 0),
    features         jsonb NOT NULL,
    made_at          timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, plan_id, version),
    FOREIGN KEY (provider_id, plan_id) REFERENCES plan
);
INSERT INTO plan_version (provider_id, id, plan_id, version, name, hard_quota_bytes, trial_days, features, made_at)
SELECT provider_id, id, id, 1, name, hard_quota_bytes, trial_days, features, created_at FROM plan;

ALTER TABLE account ADD COLUMN plan_version integer;
UPDATE account SET plan_version = 1;
ALTER TABLE account
    ALTER COLUMN plan_version SET NOT NULL,
    ADD FOREIGN KEY (provider_id, plan_id, plan_version) REFERENCES plan_version (provider_id, plan_id, version);
-- Who is on an older version.
CREATE INDEX account_plan_version ON account (provider_id, plan_id, plan_version, id) WHERE parent_id IS NULL;

CREATE TABLE plan_migration (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    plan_id     uuid NOT NULL,
    to_version  integer NOT NULL,
    -- How many accounts the preview named, and how many have been moved.
    accounts    integer NOT NULL CHECK (accounts > 0),
    moved       integer NOT NULL DEFAULT 0 CHECK (moved >= 0),
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, plan_id, to_version) REFERENCES plan_version (provider_id, plan_id, version)
);
CREATE UNIQUE INDEX one_migration_of_a_plan ON plan_migration (provider_id, plan_id) WHERE finished_at IS NULL;
CREATE INDEX plan_migration_plan ON plan_migration (provider_id, plan_id, id DESC);

ALTER TABLE plan_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_migration ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON plan_version USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON plan_migration USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON plan_version AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON plan_migration AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT ON plan_version TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE ON plan_migration TO counterfoil_app;

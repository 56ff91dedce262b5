--liquibase formatted sql
-- Who fetched which file with codes, how much of it, and who was allowed to do so again.

--changeset counterfoil:202611261555_print_downloads splitStatements:false
CREATE TABLE print_download (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    run_id      uuid NOT NULL,
    name        text NOT NULL,
    -- Which file it was: after another check there may be another one of that name.
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    actor       text NOT NULL,
    started_at  timestamptz NOT NULL,
    -- Null: under way, or the server was stopped meanwhile.
    ended_at    timestamptz,
    bytes       bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0),
    complete    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run
);
CREATE INDEX print_download_file ON print_download (provider_id, run_id, name);
CREATE TABLE download_permit (
    provider_id uuid NOT NULL,
    approval_id uuid NOT NULL,
    run_id      uuid NOT NULL,
    name        text NOT NULL,
    granted     boolean NOT NULL DEFAULT false,
    -- The one download that it was for.
    download_id uuid,
    PRIMARY KEY (provider_id, approval_id),
    FOREIGN KEY (provider_id, approval_id) REFERENCES approval,
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run,
    FOREIGN KEY (provider_id, download_id) REFERENCES print_download
);
CREATE INDEX download_permit_file ON download_permit (provider_id, run_id, name);
ALTER TABLE print_download ENABLE ROW LEVEL SECURITY;
ALTER TABLE download_permit ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON print_download USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON download_permit USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON print_download AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON download_permit AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON print_download, download_permit TO counterfoil_app;
